using Npgsql;
using Sojourn.PostgreSql;

namespace Sojourn.Cli;

public sealed class PostgreSqlTests : IAsyncLifetime
{
    private static int _last;

    private readonly string _schema = $"tool_{Interlocked.Increment(ref _last)}";
    private string _connection = "";

    public async ValueTask InitializeAsync() => _connection = (await PostgreSqlServer.SharedAsync()).ConnectionString;

    [Fact]
    public async Task Looking_makes_no_tables()
    {
        Assert.Equal((1, 1), ((await RunAsync("check")).ExitCode, (await RunAsync("verify")).ExitCode));
        Assert.Equal(0L, await ExecuteAsync($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_schema}'"));
    }

    [Fact]
    public async Task What_it_migrates_is_whole_and_serves_a_store()
    {
        var first = await RunAsync("migrate");
        var again = await RunAsync("migrate");
        var check = await RunAsync("check");
        var verify = await RunAsync("verify");

        Assert.Equal((0, 0, 0, 0), (first.ExitCode, again.ExitCode, check.ExitCode, verify.ExitCode));
        Assert.StartsWith("Migrated from version 0", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to do", again.Output, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Cut_off_is_for_everyone_and_needs_the_tables()
    {
        Assert.Equal(1, (await Tool.RunAsync(_connection, "cut-off", "everyone", "--store", "postgresql", "--schema", _schema)).ExitCode);
        await RunAsync("migrate");

        var done = await Tool.RunAsync(_connection, "cut-off", "everyone", "--store", "postgresql", "--schema", _schema);

        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        Assert.Equal(1L, await ExecuteAsync($"SELECT count(*) FROM {_schema}.cut_offs WHERE scope = 2"));
        Assert.Equal(1L, await ExecuteAsync($"SELECT count(*) FROM {_schema}.changes WHERE scope = 2"));
    }

    [Fact]
    public async Task The_printed_script_makes_the_same_tables()
    {
        var script = await Tool.RunAsync(null, "schema", "script", "--store", "postgresql", "--schema", _schema);
        await ExecuteAsync(script.Output);

        Assert.Equal(0, script.ExitCode);
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
        await AssertServesAsync();
    }

    [Fact]
    public async Task The_script_from_the_newest_version_has_no_step()
    {
        var script = await Tool.RunAsync(null, "schema", "script", "--store", "postgresql", "--from", $"{PostgreSqlSchema.Version}");
        var beyond = await Tool.RunAsync(null, "schema", "script", "--store", "postgresql", "--from", "999");

        Assert.Equal((0, 4), (script.ExitCode, beyond.ExitCode));
        Assert.DoesNotContain("CREATE TABLE", script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await RunAsync("migrate");
        await ExecuteAsync($"DROP INDEX {_schema}.sessions_by_end; ALTER TABLE {_schema}.payloads DROP COLUMN details;");

        var verify = await RunAsync("verify");

        Assert.Equal(1, verify.ExitCode);
        Assert.Contains("Missing: payloads.details\nMissing: sessions_by_end\n", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_tables_are_left_alone()
    {
        await RunAsync("migrate");
        await ExecuteAsync($"UPDATE {_schema}.schema_version SET version = 999");

        foreach (var verb in (string[])["check", "verify", "migrate"])
        {
            Assert.Equal(4, (await RunAsync(verb)).ExitCode);
        }
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");

    private Task<ToolAnswer> RunAsync(string verb) =>
        Tool.RunAsync(_connection, "schema", verb, "--store", "postgresql", "--schema", _schema);

    private async Task AssertServesAsync()
    {
        await using var store = new PostgreSqlSojournStore(
            new PostgreSqlStoreOptions { ConnectionString = _connection, Schema = _schema }, TimeProvider.System);
        Assert.Null(await store.FindAsync(default, TestContext.Current.CancellationToken));
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
