using Npgsql;
using NpgsqlTypes;
using Sojourn.Sessions;

namespace Sojourn.Benchmarks.Growth;

/// <summary>Two <c>COPY</c>, one for each table, on two connections.</summary>
internal sealed class PostgreSqlBulk(NpgsqlDataSource source) : IBulk
{
    private const string Sessions =
        """
        COPY sojourn.sessions (placement, id, tenant, subject, kind, created_at, authenticated_at, last_activity_at, idle_timeout,
            idle_check_at, absolute_at, generation, token_current, derived_with, rotation_cause, rotated_at, attempt, lost_answers,
            acknowledged, handed_out_at, version) FROM STDIN (FORMAT BINARY)
        """;

    private const string Payloads = "COPY sojourn.payloads (placement, id, details, ticket) FROM STDIN (FORMAT BINARY)";

    private NpgsqlConnection? _forSessions;
    private NpgsqlConnection? _forPayloads;
    private NpgsqlBinaryImporter? _sessions;
    private NpgsqlBinaryImporter? _payloads;

    public void Add(SessionRecord session)
    {
        // Opened by the first one: the node that starts sessions makes tables and key ring before.
        WriteSession(_sessions ??= (_forSessions = source.OpenConnection()).BeginBinaryImport(Sessions), session);
        WritePayload(_payloads ??= (_forPayloads = source.OpenConnection()).BeginBinaryImport(Payloads), session);
    }

    public async Task CompleteAsync()
    {
        await _sessions!.CompleteAsync();
        await _payloads!.CompleteAsync();
        await _sessions.DisposeAsync();
        await _payloads.DisposeAsync();
        // What autovacuum does after a while; measured is the store as it is then.
        await using var vacuum = source.CreateCommand("VACUUM ANALYZE");
        await vacuum.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_forSessions?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_forPayloads?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static void WriteSession(NpgsqlBinaryImporter row, SessionRecord session)
    {
        var idle = (long)session.IdleTimeout.TotalMilliseconds;
        row.StartRow();
        row.Write((short)session.Id.Placement, NpgsqlDbType.Smallint);
        row.Write(session.Id.Value, NpgsqlDbType.Uuid);
        row.Write("", NpgsqlDbType.Text);
        row.Write(session.Subject.Value, NpgsqlDbType.Text);
        row.Write(session.Kind, NpgsqlDbType.Text);
        row.Write(Instant(session.CreatedAt), NpgsqlDbType.Bigint);
        row.Write(Instant(session.AuthenticatedAt), NpgsqlDbType.Bigint);
        row.Write(Instant(session.LastActivityAt), NpgsqlDbType.Bigint);
        row.Write(idle, NpgsqlDbType.Bigint);
        row.Write(Instant(session.LastActivityAt) + idle, NpgsqlDbType.Bigint);
        row.Write(Instant(session.AbsoluteAt), NpgsqlDbType.Bigint);
        row.Write(session.Token.Generation, NpgsqlDbType.Integer);
        row.Write(session.Token.Current.ToArray(), NpgsqlDbType.Bytea);
        row.Write((short)session.Token.DerivedWith, NpgsqlDbType.Smallint);
        row.Write((short)session.Token.Cause, NpgsqlDbType.Smallint);
        row.Write(Instant(session.Token.RotatedAt), NpgsqlDbType.Bigint);
        row.Write(Guid.Empty, NpgsqlDbType.Uuid);
        row.Write(0, NpgsqlDbType.Integer);
        row.Write(session.Acknowledged, NpgsqlDbType.Integer);
        row.Write(Instant(session.HandedOutAt), NpgsqlDbType.Bigint);
        row.Write(session.Version, NpgsqlDbType.Bigint);
    }

    private static void WritePayload(NpgsqlBinaryImporter row, SessionRecord session)
    {
        row.StartRow();
        row.Write((short)session.Id.Placement, NpgsqlDbType.Smallint);
        row.Write(session.Id.Value, NpgsqlDbType.Uuid);
        row.Write(session.Details.ToArray(), NpgsqlDbType.Bytea);
        row.Write(session.Ticket.ToArray(), NpgsqlDbType.Bytea);
    }

    private static long Instant(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
