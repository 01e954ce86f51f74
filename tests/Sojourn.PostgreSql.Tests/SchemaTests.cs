using Npgsql;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

public sealed class SchemaTests : StoreTest
{
    [Fact]
    public async Task Missing_tables_are_refused_and_not_made_unless_asked()
    {
        var store = Open(options => options.MigratesSchema = false);

        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.FindAsync(Samples.Session().Id, Cancellation));

        Assert.Equal((0, PostgreSqlSchema.Version), Versions(failure));
        Assert.Equal(0, await new PostgreSqlSchema(Source, Schema).GetVersionAsync(Cancellation));
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_left_alone()
    {
        await Open().EndOneAsync();
        await RunAsync("UPDATE #schema_version SET version = 999");

        var failure = await Assert.ThrowsAsync<SessionStoreException>(async () => await Open().EndOneAsync());

        Assert.Equal((999, PostgreSqlSchema.Version), Versions(failure));
    }

    [Fact]
    public async Task The_printed_script_makes_what_the_store_works_with()
    {
        await using (var command = Source.CreateCommand(PostgreSqlSchema.ScriptFrom(0, Schema)))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await Open(options => options.MigratesSchema = false).EndOneAsync();

        Assert.Empty(await new PostgreSqlSchema(Source, Schema).VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task Nodes_that_start_together_make_the_tables_once()
    {
        var schema = new PostgreSqlSchema(Source, Schema);
        var found = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => schema.MigrateAsync(Cancellation).AsTask()));

        Assert.Single(found, version => version == 0);
        Assert.Equal(PostgreSqlSchema.Version, await schema.GetVersionAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await Open().EndOneAsync();
        await RunAsync("DROP INDEX #sessions_by_end");
        await RunAsync("ALTER TABLE #payloads DROP COLUMN details");

        Assert.Equal(
            ["payloads.details", "sessions_by_end"], await new PostgreSqlSchema(Source, Schema).VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task Two_schemas_of_one_database_know_nothing_of_each_other()
    {
        var other = Schemas.New();
        var mine = await Open().AddAsync();

        Assert.Null(await Open(options => options.Schema = other).FindAsync(mine.Id, Cancellation));
        await Schemas.DropAsync(other);
    }

    [Fact]
    public async Task An_isolation_under_which_a_lost_race_is_not_seen_is_refused()
    {
        var connectionString = (await PostgreSqlServer.SharedAsync()).ConnectionString;
        await using var source = NpgsqlDataSource.Create(
            $"{connectionString};Options=-c default_transaction_isolation=serializable");

        await Assert.ThrowsAsync<SessionStoreException>(async () => await Open(source: source).EndOneAsync());
    }

    private static (long Found, long Known) Versions(SessionStoreException failure)
    {
        var schema = Assert.IsType<PostgreSqlSchemaException>(failure.InnerException);
        return (schema.Found, schema.Known);
    }
}
