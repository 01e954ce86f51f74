using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <content>Cut-offs.</content>
public sealed partial class SqliteSojournStore
{
    private const string KeepCutOff =
        """
        INSERT INTO cut_offs (scope, tenant, subject, at, except_id, reason)
        VALUES ($scope, $tenant, $subject, $at, $except, $reason)
        ON CONFLICT (scope, tenant, subject) DO UPDATE SET at = $at, except_id = $except, reason = $reason
        WHERE at <= $at
        """;

    /// <inheritdoc/>
    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(cutOff);
        await WriteAsync(nameof(SetAsync), Set, cancellationToken);

        bool Set(SqliteLane lane)
        {
            var kept = lane.Prepare(KeepCutOff)
                .Bind("$scope", (int)cutOff.Scope)
                .Bind("$tenant", cutOff.Tenant.ToColumn())
                .Bind("$subject", cutOff.Subject?.Value ?? "")
                .Bind("$at", cutOff.At.ToColumn())
                .Bind("$except", cutOff.Except?.ToColumn())
                .Bind("$reason", (int)cutOff.Reason)
                .Execute() > 0;
            if (kept)
            {
                Tell(lane, cutOff);
            }

            return kept;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string List =
            "SELECT scope, tenant, subject, at, except_id, reason FROM cut_offs WHERE scope <> 0 AND at >= $since";
        return _database.ReadAsync<IReadOnlyList<CutOff>>(
            nameof(ListAsync),
            lane => lane.Prepare(List).Bind("$since", since.ToColumn()).Rows(row => ReadCutOff(row, 0, row.Known<EndReason>(5))),
            cancellationToken);
    }

    /// <summary>A cut-off from five columns: scope, tenant, subject, instant, exception.</summary>
    private static CutOff ReadCutOff(SqliteDataReader row, int first, EndReason reason) => new(
        row.Known<CutOffScope>(first),
        row.GetString(first + 2) is { Length: > 0 } subject ? new SubjectId(subject) : null,
        row.Tenant(first + 1),
        row.Instant(first + 3),
        row.IsDBNull(first + 4) ? null : row.Id(first + 4),
        reason);

    private static CutOff? ReadSubjectCutOff(SqliteDataReader row, int first, SessionRecord session) =>
        row.IsDBNull(first)
            ? null
            : new CutOff(
                CutOffScope.Subject,
                session.Subject,
                session.Tenant,
                row.Instant(first),
                row.IsDBNull(first + 1) ? null : row.Id(first + 1),
                row.Known<EndReason>(first + 2));
}
