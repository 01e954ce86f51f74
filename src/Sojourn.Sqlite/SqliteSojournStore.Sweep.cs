using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>The sweep: one bounded transaction, so that two processes never report the same expiry.</content>
public sealed partial class SqliteSojournStore
{
    // How many changes one step forgets; they are small, and more would hold up the writers behind it.
    private const int MostForgotten = 1000;

    private const string SelectAbsolute =
        $"""
         SELECT {SessionRow.Columns} FROM sessions WHERE ended_at IS NULL AND absolute_at <= $now
         ORDER BY absolute_at LIMIT $most
         """;

    // The sum is written as in the index on it, or SQLite would not use that.
    private const string SelectIdle =
        $"""
         SELECT {SessionRow.Columns} FROM sessions
         WHERE ended_at IS NULL AND last_activity_at + idle_timeout <= $idle AND absolute_at > $now
         ORDER BY last_activity_at + idle_timeout LIMIT $most
         """;

    private const string RemoveEnded =
        """
        DELETE FROM sessions
        WHERE id IN (SELECT id FROM sessions WHERE ended_at < $before ORDER BY ended_at LIMIT $most)
        """;

    private const string ForgetCutOffs =
        """
        DELETE FROM cut_offs WHERE scope = 0 AND at < $before AND NOT EXISTS (
            SELECT 1 FROM sessions AS s
            WHERE s.subject = cut_offs.subject AND s.tenant = cut_offs.tenant AND s.ended_at IS NULL
            AND s.authenticated_at < cut_offs.at)
        """;

    /// <inheritdoc/>
    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(sweep);
        return WriteAsync(nameof(SweepAsync), Sweep, cancellationToken);

        SweepResult Sweep(SqliteLane lane)
        {
            var due = Due(lane, sweep);
            var removed = lane.Prepare(RemoveEnded)
                .Bind("$before", sweep.RemoveEndedBefore.ToColumn())
                .Bind("$most", sweep.Most)
                .Execute();
            var expired = due.Take(sweep.Most).Select(session => Expire(lane, session, sweep)).ToList();
            lane.Prepare(ForgetCutOffs).Bind("$before", sweep.RemoveEndedBefore.ToColumn()).Execute();
            // By the clock that stamped them: a caller's later instant must not forget what nobody has read yet.
            var forgotten = ForgetChanges(lane, _time.GetUtcNow() - _configuration.ChangeRetention);
            var old = lane.Prepare("SELECT 1 FROM sessions WHERE ended_at < $before LIMIT 1")
                .Bind("$before", sweep.RemoveEndedBefore.ToColumn())
                .Single(_ => true);
            return new SweepResult(expired, removed, due.Count > sweep.Most || old || forgotten == MostForgotten);
        }
    }

    /// <summary>What is past a deadline, absolute ones first; one more than may be ended now, to tell whether there is more.</summary>
    private static List<SessionRecord> Due(SqliteLane lane, SweepStep sweep)
    {
        var most = (long)sweep.Most + 1;
        var absolute = lane.Prepare(SelectAbsolute)
            .Bind("$now", sweep.Now.ToColumn())
            .Bind("$most", most)
            .Rows(SessionRow.Read);
        var idle = lane.Prepare(SelectIdle)
            .Bind("$now", sweep.Now.ToColumn())
            .Bind("$idle", sweep.Now.ToColumn() - sweep.IdleSlack.ToColumn())
            .Bind("$most", most - absolute.Count)
            .Rows(SessionRow.Read);
        return [.. absolute, .. idle];
    }

    private static int ForgetChanges(SqliteLane lane, DateTimeOffset before)
    {
        // The first change to keep is found by reading the old ones only, which lie in front of it.
        const string FirstKept =
            """
            SELECT coalesce(
                (SELECT position FROM changes WHERE recorded_at >= $before ORDER BY position LIMIT 1),
                (SELECT max(position) + 1 FROM changes), 0)
            """;
        const string LastForgotten =
            """
            SELECT max(position), max(recorded_at)
            FROM (SELECT position, recorded_at FROM changes WHERE position < $kept ORDER BY position LIMIT $most)
            """;
        var kept = lane.Prepare(FirstKept).Bind("$before", before.ToColumn()).Single(row => row.GetInt64(0));
        var last = lane.Prepare(LastForgotten)
            .Bind("$kept", kept)
            .Bind("$most", MostForgotten)
            .Single(row => row.IsDBNull(0) ? null : new ForgottenChanges(row.GetInt64(0), row.GetInt64(1)));
        if (last is null)
        {
            return 0;
        }

        lane.Prepare("UPDATE changes_forgotten SET position = $position, recorded_at = max(recorded_at, $recorded_at)")
            .Bind("$position", last.Position)
            .Bind("$recorded_at", last.RecordedAt)
            .Execute();
        return lane.Prepare("DELETE FROM changes WHERE position <= $position").Bind("$position", last.Position).Execute();
    }

    private SessionRecord Expire(SqliteLane lane, SessionRecord session, SweepStep sweep)
    {
        var reason = session.AbsoluteAt <= sweep.Now ? EndReason.Absolute : EndReason.Idle;
        var ending = new SessionEnding(reason, sweep.Now, null, sweep.Operation);
        EndLive(lane, session.Id, ending);
        return SessionTransitions.End(session, ending);
    }

    private sealed record ForgottenChanges(long Position, long RecordedAt);
}
