using Microsoft.Data.Sqlite;

namespace Sojourn.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time; the database hands it out.</summary>
internal sealed class SqliteLane : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteLane(SqliteConfiguration configuration)
    {
        _connection = new SqliteConnection(configuration.ConnectionString);
        try
        {
            _connection.Open();
            Run($"PRAGMA busy_timeout = {(long)configuration.BusyTimeout.TotalMilliseconds}");
            // In WAL mode NORMAL survives a killed process, since the operating system has the pages; only FULL survives a
            // power failure, which would otherwise revive sessions that were ended just before it.
            Run($"PRAGMA synchronous = {(configuration.SurvivesPowerLoss ? "FULL" : "NORMAL")}");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Begin() => Prepare("BEGIN IMMEDIATE").Execute();

    public void Commit() => Prepare("COMMIT").Execute();

    public void Rollback() => Prepare("ROLLBACK").Execute();

    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(_connection, sql));
        }

        return statement;
    }

    public long Scalar(string sql) => Prepare(sql).Single(row => row.GetInt64(0));

    public string Text(string sql) => Prepare(sql).Single(row => row.GetString(0)) ?? "";

    /// <summary>Runs a script once, without keeping it prepared.</summary>
    public void Run(string script)
    {
        using var statement = new SqliteStatement(_connection, script);
        statement.Execute();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }
}
