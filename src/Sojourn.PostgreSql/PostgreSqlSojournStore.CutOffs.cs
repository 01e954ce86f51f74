using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <content>Cut-offs: a subject's in its row, which <c>FindAsync</c> joins; those of tenants and of everyone in a small table.</content>
public sealed partial class PostgreSqlSojournStore
{
    // The placement of what belongs to no subject.
    private const short NoPlacement = -1;

    private const string Told =
        """
        told AS (
            INSERT INTO #changes (recorded_at, placement, kind, reason, scope, tenant, subject, cut_off_at, except_id)
            SELECT $now, @placement, 4, @reason, @scope, @tenant, @subject, @at, @except FROM kept)
        SELECT $notify FROM kept
        """;

    private const string KeepOfSubject =
        $"""
         WITH kept AS (
             INSERT INTO #subjects AS s (placement, subject, tenant, touched_at, cut_off_at, except_id, reason)
             VALUES (@placement, @subject, @tenant, @at, @at, @except, @reason)
             ON CONFLICT (placement, subject, tenant) DO UPDATE SET touched_at = greatest(s.touched_at, @at),
                 cut_off_at = @at, except_id = @except, reason = @reason
             WHERE s.cut_off_at IS NULL OR s.cut_off_at <= @at
             RETURNING true),
         {Told}
         """;

    private const string KeepOfMany =
        $"""
         WITH kept AS (
             INSERT INTO #cut_offs AS c (scope, tenant, at, except_id, reason) VALUES (@scope, @tenant, @at, @except, @reason)
             ON CONFLICT (scope, tenant) DO UPDATE SET at = @at, except_id = @except, reason = @reason WHERE c.at <= @at
             RETURNING true),
         {Told}
         """;

    /// <inheritdoc/>
    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(cutOff);
        var placement = cutOff.Subject is { } subject ? SessionId.PlacementOf(cutOff.Tenant, subject) : NoPlacement;
        await _database.RowsAsync(
            nameof(SetAsync),
            _database.Call(cutOff.Scope == CutOffScope.Subject ? KeepOfSubject : KeepOfMany)
                .Bind("placement", placement)
                .Bind("scope", (short)cutOff.Scope)
                .Bind("tenant", cutOff.Tenant.ToColumn())
                .Bind("subject", cutOff.Subject?.ToColumn() ?? "")
                .Bind("at", cutOff.At.ToColumn())
                .Bind("except", cutOff.Except?.Value)
                .Bind("reason", (short)cutOff.Reason),
            _ => true,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await _database.RowsAsync(
            nameof(ListAsync),
            _database.Call("SELECT scope, tenant, '', at, except_id, reason FROM #cut_offs WHERE at >= @since")
                .Bind("since", since.ToColumn()),
            row => ReadCutOff(row, 0),
            cancellationToken);

    /// <summary>A cut-off from six columns: scope, tenant, subject, instant, exception, reason.</summary>
    internal static CutOff ReadCutOff(NpgsqlDataReader row, int first) => new(
        row.Known<CutOffScope>(first),
        row.GetString(first + 2) is { Length: > 0 } subject ? new SubjectId(subject) : null,
        row.Tenant(first + 1),
        row.Instant(first + 3),
        row.OptionalId(first + 4),
        row.Known<EndReason>(first + 5));

    private static CutOff? ReadSubjectCutOff(NpgsqlDataReader row, int first, SessionRecord session) =>
        row.IsDBNull(first)
            ? null
            : new CutOff(
                CutOffScope.Subject,
                session.Subject,
                session.Tenant,
                row.Instant(first),
                row.OptionalId(first + 1),
                row.Known<EndReason>(first + 2));
}
