using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>Renewals and changes. Each is one conditional statement, with its report to the feed in it.</content>
public sealed partial class PostgreSqlSojournStore
{
    // Locked in the order of the keys before anything is written: an update alone takes its locks in the order of whatever plan
    // it gets, and two batches of two nodes would wait for each other.
    private const string Renew =
        """
        WITH locked AS MATERIALIZED (
            SELECT s.placement, s.id, g.activity_at, g.handed_out_at, g.acknowledged
            FROM unnest(@placements, @ids, @activities, @handouts, @acknowledged)
                AS g (placement, id, activity_at, handed_out_at, acknowledged)
            JOIN #sessions AS s ON s.placement = g.placement AND s.id = g.id
            WHERE s.ended_at IS NULL
            ORDER BY s.placement, s.id FOR NO KEY UPDATE OF s)
        UPDATE #sessions AS s SET
            last_activity_at = greatest(s.last_activity_at, l.activity_at),
            handed_out_at = greatest(s.handed_out_at, l.handed_out_at),
            acknowledged = greatest(s.acknowledged, l.acknowledged)
        FROM locked AS l
        WHERE s.placement = l.placement AND s.id = l.id
        RETURNING true
        """;

    private const string Change =
        """
        WITH changed AS (
            UPDATE #sessions AS s SET
                version = s.version + 1,
                absolute_at = least(s.absolute_at, @absolute_at),
                last_change = CASE WHEN @generation <> s.generation THEN 2 ELSE 3 END,
                handed_out_at = CASE WHEN @generation <> s.generation THEN @rotated_at ELSE s.handed_out_at END,
                generation = coalesce(@generation, s.generation),
                token_current = coalesce(@token_current, s.token_current),
                token_previous = CASE WHEN @generation IS NULL THEN s.token_previous ELSE @token_previous END,
                derived_with = coalesce(@derived_with, s.derived_with),
                rotation_cause = coalesce(@rotation_cause, s.rotation_cause),
                rotated_at = coalesce(@rotated_at, s.rotated_at),
                attempt = coalesce(@attempt, s.attempt),
                lost_answers = coalesce(@lost_answers, s.lost_answers)
            WHERE s.placement = @placement AND s.id = @id AND s.ended_at IS NULL AND s.version = @expected
            RETURNING s.version, s.last_change),
        stored AS (
            UPDATE #payloads AS p SET details = coalesce(@details, p.details), ticket = coalesce(@ticket, p.ticket)
            FROM changed
            WHERE p.placement = @placement AND p.id = @id AND (@details IS NOT NULL OR @ticket IS NOT NULL)),
        told AS (
            INSERT INTO #changes (recorded_at, placement, kind, id, version)
            SELECT $now, @placement, last_change, @id, version FROM changed)
        SELECT true, CASE WHEN last_change = 2 AND @rotation_cause <> 0 THEN $notify END FROM changed
        """;

    private const string SelectOne =
        $"""
         SELECT {SessionRow.Columns}, p.details, p.ticket
         FROM #sessions AS s JOIN #payloads AS p ON p.placement = s.placement AND p.id = s.id
         WHERE s.placement = @placement AND s.id = @id
         """;

    /// <inheritdoc/>
    public async ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken)
    {
        var batch = renewals.ToArray();
        var renewed = await _database.RowsAsync(
            nameof(RenewAsync),
            _database.Call(Renew)
                .Bind("placements", Array.ConvertAll(batch, renewal => (short)renewal.Id.Placement))
                .Bind("ids", Array.ConvertAll(batch, renewal => renewal.Id.Value))
                .Bind("activities", Array.ConvertAll(batch, renewal => renewal.ActivityAt?.ToColumn()))
                .Bind("handouts", Array.ConvertAll(batch, renewal => renewal.HandedOutAt?.ToColumn()))
                .Bind("acknowledged", Array.ConvertAll(batch, renewal => renewal.Acknowledged)),
            row => row.GetBoolean(0),
            cancellationToken);
        return renewed.Count;
    }

    /// <inheritdoc/>
    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changing = _database.Call(Change)
            .BindId(id)
            .BindToken(change.Token)
            .Bind("expected", change.ExpectedVersion)
            .Bind("absolute_at", change.AbsoluteAt?.ToColumn())
            .Bind("details", change.Details?.ToArray())
            .Bind("ticket", change.Ticket?.ToArray());
        // Behind the change, in its transaction: what it made, or what stands there instead. Within one statement a change that
        // lost a race would see the record of before the race.
        return _database.RunAsync(
            nameof(ChangeAsync), [changing, _database.Call(SelectOne).BindId(id)], ReadAsync, cancellationToken);

        static async Task<ChangeResult> ReadAsync(PostgreSqlResults results)
        {
            var applied = await results.ReadFirstAsync(row => row.GetBoolean(0));
            await results.NextAsync();
            var current = await results.ReadFirstAsync(SessionRow.Read);
            return new ChangeResult(
                current is null ? ChangeStatus.NotFound
                    : applied ? ChangeStatus.Applied
                    : current.Ending is null ? ChangeStatus.Conflict
                    : ChangeStatus.Ended,
                current);
        }
    }
}
