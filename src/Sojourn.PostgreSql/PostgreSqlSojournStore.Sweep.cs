using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>The sweep: one bounded transaction that passes over what others hold, so that nodes share the work.</content>
public sealed partial class PostgreSqlSojournStore
{
    // How many changes one step forgets.
    private const int MostForgotten = 1000;

    // 1. what is past its absolute deadline; 2. what may be past its idle deadline, by the bound that renewals do not move;
    // 3. where they have, the bound follows, and the row leaves the candidates; 4. of the rest, as many as allowed are ended.
    private const string Expire =
        $"""
         WITH absolute AS MATERIALIZED (
             SELECT placement, id, 4::smallint AS reason FROM #sessions WHERE ended_at IS NULL AND absolute_at <= @now
             ORDER BY absolute_at LIMIT @most + 1 FOR NO KEY UPDATE SKIP LOCKED),
         resting AS MATERIALIZED (
             SELECT placement, id, last_activity_at + idle_timeout AS due_at FROM #sessions
             WHERE ended_at IS NULL AND idle_check_at <= @idle AND absolute_at > @now
             ORDER BY idle_check_at LIMIT @most + 1 FOR NO KEY UPDATE SKIP LOCKED),
         moved AS (
             UPDATE #sessions AS s SET idle_check_at = r.due_at
             FROM resting AS r WHERE s.placement = r.placement AND s.id = r.id AND r.due_at > @idle
             RETURNING 1),
         due AS MATERIALIZED (
             SELECT placement, id, reason FROM absolute
             UNION ALL SELECT placement, id, 3::smallint FROM resting WHERE due_at <= @idle),
         ended AS (
             UPDATE #sessions AS s SET version = s.version + 1, end_reason = d.reason, ended_at = @now, ended_by = NULL,
                 end_operation = @operation
             FROM (SELECT * FROM due ORDER BY reason DESC LIMIT @most) AS d
             WHERE s.placement = d.placement AND s.id = d.id
             RETURNING s.*),
         told AS (
             INSERT INTO #changes (recorded_at, placement, kind, id, version, reason)
             SELECT $now, placement, 1, id, version, end_reason FROM ended),
         woken AS MATERIALIZED (
             SELECT (SELECT count(*) FROM due) > @most OR (SELECT count(*) FROM resting) > @most AS more,
                 CASE WHEN EXISTS (SELECT 1 FROM ended) THEN $notify END AS notified)
         SELECT {SessionRow.Columns}, p.details, p.ticket, w.more, w.notified
         FROM woken AS w
         LEFT JOIN ended AS s ON true
         LEFT JOIN #payloads AS p ON p.placement = s.placement AND p.id = s.id
         """;

    private const string RemoveEnded =
        """
        WITH old AS MATERIALIZED (
            SELECT placement, id FROM #sessions WHERE ended_at < @before
            ORDER BY ended_at LIMIT @most + 1 FOR UPDATE SKIP LOCKED),
        gone AS (
            DELETE FROM #sessions AS s USING (SELECT * FROM old LIMIT @most) AS o
            WHERE s.placement = o.placement AND s.id = o.id RETURNING s.placement, s.id),
        emptied AS (DELETE FROM #payloads AS p USING gone AS g WHERE p.placement = g.placement AND p.id = g.id)
        SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM old) > @most
        """;

    private const string ForgetSubjects =
        """
        DELETE FROM #subjects AS s USING (
            SELECT placement, subject, tenant FROM #subjects AS o
            WHERE touched_at < @before AND (cut_off_at IS NULL OR NOT EXISTS (
                SELECT 1 FROM #sessions AS live
                WHERE live.placement = o.placement AND live.subject = o.subject AND live.tenant = o.tenant
                AND live.ended_at IS NULL AND live.authenticated_at < o.cut_off_at))
            ORDER BY touched_at LIMIT @most FOR UPDATE SKIP LOCKED) AS o
        WHERE s.placement = o.placement AND s.subject = o.subject AND s.tenant = o.tenant
        """;

    // By the clock that stamped them: a caller's later instant must not forget what nobody has read yet. The first to keep is
    // found by reading the old ones only, which lie in front of it.
    private const string ForgetChanges =
        """
        WITH kept AS MATERIALIZED (
            SELECT xid FROM #changes WHERE recorded_at >= $now - @retention ORDER BY xid, sequence LIMIT 1),
        gone AS (
            DELETE FROM #changes AS c USING (
                SELECT xid, sequence FROM #changes
                WHERE xid < coalesce((SELECT xid FROM kept), '18446744073709551615'::xid8)
                ORDER BY xid, sequence LIMIT @most FOR UPDATE SKIP LOCKED) AS o
            WHERE c.xid = o.xid AND c.sequence = o.sequence RETURNING c.recorded_at),
        noted AS (
            UPDATE #changes_forgotten SET recorded_at = greatest(recorded_at, (SELECT max(recorded_at) FROM gone))
            WHERE EXISTS (SELECT 1 FROM gone))
        SELECT count(*) FROM gone
        """;

    /// <inheritdoc/>
    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(sweep);
        var before = sweep.RemoveEndedBefore.ToColumn();
        PostgreSqlCall[] calls =
        [
            // Old tombstones before new ones: what this step ends stays for as long as it should.
            _database.Call(RemoveEnded).Bind("before", before).Bind("most", (long)sweep.Most),
            _database.Call(Expire)
                .Bind("now", sweep.Now.ToColumn())
                .Bind("idle", sweep.Now.ToColumn() - sweep.IdleSlack.ToColumn())
                .Bind("operation", sweep.Operation.Value)
                .Bind("most", (long)sweep.Most),
            _database.Call(ForgetSubjects).Bind("before", before).Bind("most", (long)sweep.Most),
            _database.Call(ForgetChanges)
                .Bind("retention", _configuration.ChangeRetention.ToColumn())
                .Bind("most", (long)MostForgotten),
        ];
        return _database.RunAsync(nameof(SweepAsync), calls, ReadSweepAsync, cancellationToken);
    }

    private static async Task<SweepResult> ReadSweepAsync(PostgreSqlResults results)
    {
        var removed = await results.ReadFirstAsync(row => new RemovedRows((int)row.GetInt64(0), row.GetBoolean(1)));
        await results.NextAsync();
        var expired = await results.ReadAllAsync(row => new ExpiredRow(
            row.IsDBNull(0) ? null : SessionRow.Read(row), row.GetBoolean(SessionRow.Width)));
        await results.NextAsync();
        await results.NextAsync();
        var forgotten = await results.ReadFirstAsync(row => row.GetInt64(0));
        return new SweepResult(
            [.. expired.Select(row => row.Session).OfType<SessionRecord>()],
            removed!.Count,
            removed.More || expired[0].More || forgotten == MostForgotten);
    }

    private sealed record RemovedRows(int Count, bool More);

    private sealed record ExpiredRow(SessionRecord? Session, bool More);
}
