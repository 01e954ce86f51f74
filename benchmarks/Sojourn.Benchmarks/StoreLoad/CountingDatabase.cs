using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Sojourn.PostgreSql;

namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>A real server that counts every statement, and one database on it for each way.</summary>
internal sealed partial class CountingDatabase : IAsyncDisposable
{
    private const string Floor =
        """
        CREATE TABLE floor (id integer PRIMARY KEY, ticket bytea NOT NULL);
        INSERT INTO floor SELECT number, decode(repeat(md5(number::text), 40), 'hex') FROM generate_series(1, 4000) AS number;
        ANALYZE floor;
        """;

    private readonly PostgreSqlServer _server;
    private readonly NpgsqlDataSource _source;

    private CountingDatabase(PostgreSqlServer server)
    {
        _server = server;
        _source = NpgsqlDataSource.Create(server.ConnectionString);
    }

    public int Port => _server.Port;

    public static async Task<CountingDatabase> StartAsync()
    {
        var server = await PostgreSqlServer.StartAsync(
            "shared_preload_libraries = 'pg_stat_statements'", "pg_stat_statements.track_planning = off", "shared_buffers = 256MB");
        var database = new CountingDatabase(server);
        await database.ExecuteAsync("CREATE EXTENSION pg_stat_statements");
        return database;
    }

    public async Task CreateAsync(StoreWay way)
    {
        await ExecuteAsync($"CREATE DATABASE {way.Database}");
        if (way.Program == StoreProgram.PgBench)
        {
            await using var own = NpgsqlDataSource.Create(ConnectionStringOf(way));
            await using var command = own.CreateCommand(Floor);
            await command.ExecuteNonQueryAsync();
        }
    }

    public string ConnectionStringOf(StoreWay way) => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Database = way.Database,
        MaxPoolSize = StorePlan.Connections,
    }.ConnectionString;

    public string AddressOf(StoreWay way) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://sojourn@127.0.0.1:{Port}/{way.Database}");

    /// <summary>Statements since the start, background work of the way's program included.</summary>
    public async Task<StoreUse> CountAsync(StoreWay way)
    {
        const string Statements =
            """
            SELECT query, calls FROM pg_stat_statements
            WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = $1)
            """;
        const string Rows = "SELECT tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = $1";
        await using var statements = _source.CreateCommand(Statements);
        statements.Parameters.Add(new NpgsqlParameter<string> { TypedValue = way.Database });
        var (reads, writes) = (0L, 0L);
        await using (var row = await statements.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                var (text, calls) = (row.GetString(0), row.GetInt64(1));
                writes += Writing().IsMatch(text) ? calls : 0;
                reads += !Writing().IsMatch(text) && Reading().IsMatch(text) && !Resetting().IsMatch(text) ? calls : 0;
            }
        }

        await using var rows = _source.CreateCommand(Rows);
        rows.Parameters.Add(new NpgsqlParameter<string> { TypedValue = way.Database });
        return new StoreUse(reads, writes, (long)(await rows.ExecuteScalarAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    // Npgsql resets a pooled connection with statements that travel in front of the next one; none of them reads anything.
    [GeneratedRegex(@"pg_advisory_unlock_all", RegexOptions.None, 1000)]
    private static partial Regex Resetting();

    // A statement whose parts write is one that writes, whatever it begins with; a row lock is none.
    [GeneratedRegex(@"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+(AS\s+\w+\s+)?SET)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Writing();

    [GeneratedRegex(@"^\s*(SELECT|WITH)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reading();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
