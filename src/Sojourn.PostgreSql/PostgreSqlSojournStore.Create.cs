using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>The insert, with and without a limit.</content>
public sealed partial class PostgreSqlSojournStore
{
    private const string Insert =
        $"""
         WITH added AS (
             {SessionRow.Inserted} VALUES ({SessionRow.Values})
             ON CONFLICT (placement, id) DO NOTHING RETURNING placement, id)
         INSERT INTO #payloads (placement, id, details, ticket) SELECT placement, id, @details, @ticket FROM added
         RETURNING true
         """;

    // Inserts or locks in one step, so that a sweep that removes the row cannot leave two limits without a common lock.
    private const string LockSubject =
        """
        INSERT INTO #subjects AS s (placement, subject, tenant, touched_at) VALUES (@placement, @subject, @tenant, @touched_at)
        ON CONFLICT (placement, subject, tenant) DO UPDATE SET touched_at = greatest(s.touched_at, excluded.touched_at)
        """;

    // A statement of its own behind the lock: it sees what those committed who held the lock before.
    private const string InsertWithin =
        $"""
         WITH known AS MATERIALIZED (SELECT 1 FROM #sessions WHERE placement = @placement AND id = @id),
         rivals AS MATERIALIZED (
             SELECT id, last_activity_at FROM #sessions
             WHERE placement = @placement AND subject = @subject AND tenant = @tenant AND kind = @kind
             AND ended_at IS NULL AND id <> @id
             ORDER BY id FOR NO KEY UPDATE),
         surplus AS MATERIALIZED (
             SELECT id FROM rivals ORDER BY last_activity_at, id
             LIMIT greatest(0, (SELECT count(*) FROM rivals) + 1 - @most)),
         allowed AS MATERIALIZED (
             SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM known) AND (@end_oldest OR NOT EXISTS (SELECT 1 FROM surplus))),
         ended AS (
             UPDATE #sessions AS s SET version = s.version + 1, end_reason = @end_reason, ended_at = @ended_at,
                 ended_by = @ended_by, end_operation = @end_operation
             FROM surplus WHERE s.placement = @placement AND s.id = surplus.id AND EXISTS (SELECT 1 FROM allowed)
             RETURNING s.id, s.version),
         told AS (
             INSERT INTO #changes (recorded_at, placement, kind, id, version, reason)
             SELECT $now, @placement, 1, id, version, @end_reason FROM ended),
         added AS (
             {SessionRow.Inserted} SELECT {SessionRow.Values} FROM allowed
             ON CONFLICT (placement, id) DO NOTHING RETURNING placement, id),
         stored AS (
             INSERT INTO #payloads (placement, id, details, ticket) SELECT placement, id, @details, @ticket FROM added)
         SELECT EXISTS (SELECT 1 FROM added), EXISTS (SELECT 1 FROM known) OR EXISTS (SELECT 1 FROM allowed),
             coalesce((SELECT array_agg(id) FROM ended), ARRAY[]::uuid[]),
             CASE WHEN EXISTS (SELECT 1 FROM ended) THEN $notify END
         """;

    /// <inheritdoc/>
    public async ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(session, limit);
        if (session.Id.Placement != SessionId.PlacementOf(session.Tenant, session.Subject))
        {
            // Its row would lie where no listing and no ending of all looks for the subject.
            return await FindAsync(session.Id, cancellationToken) is null
                ? throw new ArgumentException(PostgreSqlErrors.ForeignPlacement(), nameof(session))
                : new CreateResult(CreateStatus.AlreadyExists, []);
        }

        return limit is null
            ? await CreateAsync(session, cancellationToken)
            : await CreateWithinAsync(session, limit, cancellationToken);
    }

    private async ValueTask<CreateResult> CreateAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        var added = await _database.RowsAsync(
            nameof(CreateAsync), _database.Call(Insert).BindNew(session), row => row.GetBoolean(0), cancellationToken);
        return new CreateResult(added.Count > 0 ? CreateStatus.Created : CreateStatus.AlreadyExists, []);
    }

    private ValueTask<CreateResult> CreateWithinAsync(
        SessionRecord session, SessionLimit limit, CancellationToken cancellationToken)
    {
        var locking = _database.Call(LockSubject)
            .Bind("placement", (short)session.Id.Placement)
            .Bind("subject", session.Subject.ToColumn())
            .Bind("tenant", session.Tenant.ToColumn())
            .Bind("touched_at", session.CreatedAt.ToColumn());
        var inserting = _database.Call(InsertWithin)
            .BindNew(session)
            .BindEnding(SessionTransitions.Displacement(session))
            .Bind("most", (long)limit.Most)
            .Bind("end_oldest", limit.EndOldest);
        return _database.RunAsync(nameof(CreateAsync), [locking, inserting], ReadAsync, cancellationToken);

        static async Task<CreateResult> ReadAsync(PostgreSqlResults results) =>
            await results.ReadFirstAsync(row => new CreateResult(
                row.GetBoolean(0) ? CreateStatus.Created
                    : row.GetBoolean(1) ? CreateStatus.AlreadyExists
                    : CreateStatus.LimitReached,
                [.. row.GetFieldValue<Guid[]>(2).Select(id => new SessionId(id))])) ?? new CreateResult(default, []);
    }
}
