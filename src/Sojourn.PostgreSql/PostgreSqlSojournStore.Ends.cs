using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>Ends, of one and of many.</content>
public sealed partial class PostgreSqlSojournStore
{
    private const string End =
        """
        WITH ended AS (
            UPDATE #sessions AS s SET version = s.version + 1, end_reason = @end_reason, ended_at = @ended_at,
                ended_by = @ended_by, end_operation = @end_operation
            WHERE s.placement = @placement AND s.id = @id AND s.ended_at IS NULL
            AND (@only_if_idle_since IS NULL OR s.last_activity_at <= @only_if_idle_since)
            RETURNING s.version),
        told AS (
            INSERT INTO #changes (recorded_at, placement, kind, id, version, reason)
            SELECT $now, @placement, 1, @id, version, @end_reason FROM ended)
        SELECT true, $notify FROM ended
        """;

    private const string SelectEnding =
        """
        SELECT end_reason, ended_at, ended_by, end_operation FROM #sessions
        WHERE placement = @placement AND id = @id AND ended_at IS NOT NULL
        """;

    // Locks in the order of the keys, as renewals do. One more than may be ended tells whether there are more.
    private const string EndMany =
        """
        WITH live AS MATERIALIZED (
            SELECT id FROM #sessions
            WHERE placement = @placement AND subject = @subject AND tenant = @tenant AND ended_at IS NULL
            AND (@except IS NULL OR id <> @except)
            ORDER BY id LIMIT @most + 1 FOR NO KEY UPDATE),
        picked AS MATERIALIZED (SELECT id FROM live ORDER BY id LIMIT @most),
        ended AS (
            UPDATE #sessions AS s SET version = s.version + 1, end_reason = @end_reason, ended_at = @ended_at,
                ended_by = @ended_by, end_operation = @end_operation
            FROM picked WHERE s.placement = @placement AND s.id = picked.id
            RETURNING s.id, s.version),
        told AS (
            INSERT INTO #changes (recorded_at, placement, kind, id, version, reason)
            SELECT $now, @placement, 1, id, version, @end_reason FROM ended)
        SELECT coalesce((SELECT array_agg(id) FROM ended), ARRAY[]::uuid[]), (SELECT count(*) FROM live) > @most,
            CASE WHEN EXISTS (SELECT 1 FROM ended) THEN $notify END
        """;

    /// <inheritdoc/>
    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ending);
        var ends = _database.Call(End)
            .BindId(id)
            .BindEnding(ending)
            .Bind("only_if_idle_since", ending.OnlyIfIdleSince?.ToColumn());
        return _database.RunAsync(
            nameof(EndAsync), [ends, _database.Call(SelectEnding).BindId(id)], ReadAsync, cancellationToken);

        static async Task<EndResult> ReadAsync(PostgreSqlResults results)
        {
            var applied = await results.ReadFirstAsync(row => row.GetBoolean(0));
            await results.NextAsync();
            return new EndResult(applied, await results.ReadFirstAsync(row => SessionRow.ReadEnding(row, 0)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        StoreArguments.ThrowIfMalformed(ending);
        var ended = await _database.RowsAsync(
            nameof(EndManyAsync),
            BindSelection(_database.Call(EndMany), selection).BindEnding(ending).Bind("most", (long)most),
            row => new EndedSessions([.. row.GetFieldValue<Guid[]>(0).Select(id => new SessionId(id))], row.GetBoolean(1)),
            cancellationToken);
        return ended[0];
    }
}
