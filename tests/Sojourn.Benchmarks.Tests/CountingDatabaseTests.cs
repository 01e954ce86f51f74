using Npgsql;
using Sojourn.Benchmarks.StoreLoad;

namespace Sojourn.Benchmarks;

/// <summary>Reads and writes are counted by what statements do, for each way by itself.</summary>
public sealed class CountingDatabaseTests
{
    private static readonly StoreWay Way = StoreWay.All.First(way => way.Store == StorePlace.PostgreSql);

    [Fact]
    public async Task Statements_are_counted_by_what_they_do()
    {
        await using var database = await CountingDatabase.StartAsync();
        await database.CreateAsync(Way);
        await using var source = NpgsqlDataSource.Create(database.ConnectionStringOf(Way));
        await RunAsync(source, "CREATE TABLE kept (id integer)");
        var before = await database.CountAsync(Way);

        await RunAsync(source, "SELECT * FROM kept WHERE id = 1 FOR UPDATE");
        await RunAsync(source, "WITH added AS (INSERT INTO kept VALUES (1) RETURNING id) SELECT id FROM added");
        await RunAsync(source, "UPDATE kept AS k SET id = 2");
        await RunAsync(source, "DELETE FROM kept");

        var use = await database.CountAsync(Way) - before;
        Assert.Equal(1, use.Reads);
        Assert.Equal(3, use.Writes);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
