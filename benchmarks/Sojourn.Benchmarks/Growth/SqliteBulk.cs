using Microsoft.Data.Sqlite;
using Sojourn.Sessions;

namespace Sojourn.Benchmarks.Growth;

/// <summary>One transaction, one prepared statement.</summary>
internal sealed class SqliteBulk(string path) : IBulk
{
    private const string Insert =
        """
        INSERT INTO sessions (id, tenant, subject, kind, created_at, authenticated_at, last_activity_at, idle_timeout, absolute_at,
            generation, token_current, derived_with, rotation_cause, rotated_at, attempt, lost_answers, acknowledged, handed_out_at,
            version, details, ticket)
        VALUES ($id, '', $subject, $kind, $created_at, $authenticated_at, $last_activity_at, $idle_timeout, $absolute_at,
            1, $token, $derived_with, $cause, $rotated_at, zeroblob(16), 0, 0, $handed_out_at, 1, $details, $ticket)
        """;

    private static readonly string[] Parameters =
    [
        "$id", "$subject", "$kind", "$created_at", "$authenticated_at", "$last_activity_at", "$idle_timeout", "$absolute_at", "$token",
        "$derived_with", "$cause", "$rotated_at", "$handed_out_at", "$details", "$ticket",
    ];

    private readonly SqliteConnection _connection = new($"Data Source={path};Pooling=False");
    private SqliteTransaction? _transaction;
    private SqliteCommand? _command;

    public void Add(SessionRecord session)
    {
        // Opened by the first one: the node that starts sessions writes its key ring before.
        var command = _command ??= Open();
        object[] values =
        [
            session.Id.Value.ToByteArray(bigEndian: true), session.Subject.Value, session.Kind, Instant(session.CreatedAt),
            Instant(session.AuthenticatedAt), Instant(session.LastActivityAt), (long)session.IdleTimeout.TotalMilliseconds,
            Instant(session.AbsoluteAt), session.Token.Current.ToArray(), (int)session.Token.DerivedWith, (int)session.Token.Cause,
            Instant(session.Token.RotatedAt), Instant(session.HandedOutAt), session.Details.ToArray(), session.Ticket.ToArray(),
        ];
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        command.ExecuteNonQuery();
    }

    public async Task CompleteAsync() => await (_transaction?.CommitAsync() ?? Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await (_command?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_transaction?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _connection.DisposeAsync();
    }

    private static long Instant(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private SqliteCommand Open()
    {
        _connection.Open();
        _transaction = _connection.BeginTransaction();
        var command = new SqliteCommand(Insert, _connection, _transaction);
        foreach (var name in Parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
