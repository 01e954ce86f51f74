using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>The operations that write one subject's records. Each is one transaction, together with its report to the feed.</content>
public sealed partial class SqliteSojournStore
{
    private const string Insert =
        $"INSERT INTO sessions ({SessionRow.Columns}) VALUES ({SessionRow.Parameters}) ON CONFLICT (id) DO NOTHING";

    private const string SelectOne = $"SELECT {SessionRow.Columns} FROM sessions WHERE id = $id";

    private const string SelectRivals =
        """
        SELECT id FROM sessions
        WHERE subject = $subject AND tenant = $tenant AND kind = $kind AND ended_at IS NULL AND id <> $id
        ORDER BY last_activity_at, id
        """;

    private const string SelectLive =
        """
        SELECT id FROM sessions
        WHERE subject = $subject AND tenant = $tenant AND ended_at IS NULL AND ($except IS NULL OR id <> $except)
        LIMIT $most
        """;

    private const string Renew =
        """
        UPDATE sessions SET
            last_activity_at = max(last_activity_at, coalesce($activity_at, last_activity_at)),
            handed_out_at = max(handed_out_at, coalesce($handed_out_at, handed_out_at)),
            acknowledged = max(acknowledged, $acknowledged)
        WHERE id = $id AND ended_at IS NULL
        """;

    private const string Change =
        """
        UPDATE sessions SET version = version + 1, absolute_at = $absolute_at, generation = $generation,
            token_current = $token_current, token_previous = $token_previous, derived_with = $derived_with,
            rotation_cause = $rotation_cause, rotated_at = $rotated_at, attempt = $attempt, lost_answers = $lost_answers,
            handed_out_at = $handed_out_at, details = $details, ticket = $ticket
        WHERE id = $id AND ended_at IS NULL AND version = $expected
        """;

    private const string End =
        """
        UPDATE sessions SET version = version + 1, end_reason = $end_reason, ended_at = $ended_at, ended_by = $ended_by,
            end_operation = $end_operation
        WHERE id = $id AND ended_at IS NULL AND ($only_if_idle_since IS NULL OR last_activity_at <= $only_if_idle_since)
        RETURNING version
        """;

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(session, limit);
        return WriteAsync(nameof(CreateAsync), Create, cancellationToken);

        CreateResult Create(SqliteLane lane)
        {
            if (lane.Prepare("SELECT 1 FROM sessions WHERE id = $id").Bind("$id", session.Id.ToColumn()).Single(_ => true))
            {
                return new CreateResult(CreateStatus.AlreadyExists, []);
            }

            var displaced = limit is null ? [] : Surplus(lane, session, limit);
            if (displaced.Count > 0 && !limit!.EndOldest)
            {
                return new CreateResult(CreateStatus.LimitReached, []);
            }

            displaced.ForEach(id => EndLive(lane, id, SessionTransitions.Displacement(session)));
            lane.Prepare(Insert).BindNew(session).Execute();
            return new CreateResult(CreateStatus.Created, displaced);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken)
    {
        // Not told to the feed, so nobody is woken.
        return await _database.WriteAsync(nameof(RenewAsync), RenewAll, cancellationToken);

        int RenewAll(SqliteLane lane)
        {
            var live = 0;
            foreach (ref readonly var renewal in renewals.Span)
            {
                live += lane.Prepare(Renew)
                    .Bind("$id", renewal.Id.ToColumn())
                    .Bind("$activity_at", renewal.ActivityAt?.ToColumn())
                    .Bind("$handed_out_at", renewal.HandedOutAt?.ToColumn())
                    .Bind("$acknowledged", renewal.Acknowledged)
                    .Execute();
            }

            return live;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(nameof(ChangeAsync), ChangeOne, cancellationToken);

        ChangeResult ChangeOne(SqliteLane lane)
        {
            var session = lane.Prepare(SelectOne).Bind("$id", id.ToColumn()).Single(SessionRow.Read);
            if (session is null)
            {
                return new ChangeResult(ChangeStatus.NotFound, null);
            }

            var changed = SessionTransitions.Change(session, change);
            var rows = lane.Prepare(Change)
                .Bind("$id", id.ToColumn())
                .Bind("$expected", change.ExpectedVersion)
                .BindChangeable(changed)
                .Execute();
            if (rows == 0)
            {
                return new ChangeResult(session.Ending is null ? ChangeStatus.Conflict : ChangeStatus.Ended, session);
            }

            var rotated = changed.Token.Generation != session.Token.Generation;
            Tell(lane, rotated ? StoreChangeKind.Rotated : StoreChangeKind.Changed, id, changed.Version, EndReason.None);
            return new ChangeResult(ChangeStatus.Applied, changed);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ending);
        return WriteAsync(nameof(EndAsync), EndOne, cancellationToken);

        EndResult EndOne(SqliteLane lane)
        {
            var applied = EndLive(lane, id, ending);
            var recorded = lane
                .Prepare("SELECT end_reason, ended_at, ended_by, end_operation FROM sessions WHERE id = $id AND ended_at IS NOT NULL")
                .Bind("$id", id.ToColumn())
                .Single(row => SessionRow.ReadEnding(row, 0));
            return new EndResult(applied, recorded);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        StoreArguments.ThrowIfMalformed(ending);
        return WriteAsync(nameof(EndManyAsync), EndMany, cancellationToken);

        EndedSessions EndMany(SqliteLane lane)
        {
            var live = BindSelection(lane.Prepare(SelectLive), selection)
                .Bind("$most", (long)most + 1)
                .Rows(row => row.Id(0));
            var ended = live.Take(most).ToList();
            ended.ForEach(id => EndLive(lane, id, ending with { OnlyIfIdleSince = null }));
            return new EndedSessions(ended, live.Count > most);
        }
    }

    private static List<SessionId> Surplus(SqliteLane lane, SessionRecord session, SessionLimit limit)
    {
        var rivals = lane.Prepare(SelectRivals)
            .Bind("$subject", session.Subject.Value)
            .Bind("$tenant", session.Tenant.ToColumn())
            .Bind("$kind", session.Kind)
            .Bind("$id", session.Id.ToColumn())
            .Rows(row => row.Id(0));
        return rivals[..Math.Max(0, rivals.Count + 1 - limit.Most)];
    }

    /// <summary>Ends one session if it lives, and tells the feed. True when this call ended it.</summary>
    private bool EndLive(SqliteLane lane, SessionId id, SessionEnding ending)
    {
        var version = lane.Prepare(End)
            .Bind("$id", id.ToColumn())
            .Bind("$only_if_idle_since", ending.OnlyIfIdleSince?.ToColumn())
            .BindEnding(ending)
            .Single(row => row.GetInt64(0));
        if (version > 0)
        {
            Tell(lane, StoreChangeKind.Ended, id, version, ending.Reason);
        }

        return version > 0;
    }
}
