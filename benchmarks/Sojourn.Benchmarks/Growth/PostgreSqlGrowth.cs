using Npgsql;
using Sojourn.PostgreSql;
using Sojourn.Stores;

namespace Sojourn.Benchmarks.Growth;

/// <summary>A real server with a database of its own for each size, filled by <c>COPY</c>.</summary>
internal sealed class PostgreSqlGrowth : GrowthStore
{
    private readonly PostgreSqlServer _server;
    private readonly PostgreSqlSojournStore _store;
    private readonly NpgsqlDataSource _source;

    private PostgreSqlGrowth(PostgreSqlServer server)
    {
        _server = server;
        _source = NpgsqlDataSource.Create(server.ConnectionString + ";Command Timeout=600");
        _store = new PostgreSqlSojournStore(
            new PostgreSqlStoreOptions { ConnectionString = server.ConnectionString, MigratesSchema = true }, TimeProvider.System);
    }

    public override string Name => "PostgreSQL";

    public override ISojournStore Store => _store;

    public static async Task<PostgreSqlGrowth> StartAsync() =>
        new(await PostgreSqlServer.StartAsync("shared_buffers = 1GB", "max_wal_size = 8GB"));

    public override IBulk OpenBulk() => new PostgreSqlBulk(_source);

    public override async Task<long> SizeAsync()
    {
        await using var command = _source.CreateCommand(
            """
            SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'sojourn' AND c.relkind = 'r'
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }
}
