using Microsoft.Data.Sqlite;
using Sojourn.Sessions;
using Sojourn.Sqlite;
using Sojourn.Stores;

namespace Sojourn.Cli;

public sealed class SqliteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-cli-");

    private string Database => Path.Combine(_folder.FullName, "sessions.db");

    [Fact]
    public async Task Looking_at_a_file_that_is_not_there_makes_none()
    {
        var check = await RunAsync("check");
        var verify = await RunAsync("verify");

        Assert.Equal((1, 1), (check.ExitCode, verify.ExitCode));
        Assert.Contains("no tables", check.Output, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
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
    public async Task Cut_off_signs_out_who_signed_in_before_and_makes_no_file()
    {
        var missing = await Tool.RunAsync(Database, "cut-off", "everyone", "--store", "sqlite");
        Assert.Equal(1, missing.ExitCode);
        Assert.Empty(_folder.GetFiles());
        await RunAsync("migrate");

        var done = await Tool.RunAsync(Database, "cut-off", "everyone", "--store", "sqlite");

        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        await using var store = new SqliteSojournStore(new SqliteStoreOptions { Path = Database }, TimeProvider.System);
        var set = Assert.Single(await store.ListAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken));
        Assert.Equal(CutOffScope.Everyone, set.Scope);
    }

    [Fact]
    public async Task Cut_off_settles_a_suspension_at_its_own_instant_so_that_later_sign_ins_stand()
    {
        await RunAsync("migrate");
        await using var store = new SqliteSojournStore(new SqliteStoreOptions { Path = Database }, TimeProvider.System);
        var suspendedAt = await store.GetTimeAsync(TestContext.Current.CancellationToken) - TimeSpan.FromHours(1);
        await store.SetAsync(
            new CutOff(CutOffScope.Suspension, null, null, suspendedAt, null, EndReason.CutOff), TestContext.Current.CancellationToken);

        await Tool.RunAsync(Database, "cut-off", "everyone", "--store", "sqlite");

        var cutOffs = await store.ListAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken);
        Assert.Equal(suspendedAt, cutOffs.Single(cutOff => cutOff.Scope == CutOffScope.Everyone).At);
    }

    [Fact]
    public async Task The_printed_script_makes_the_same_tables()
    {
        var script = await Tool.RunAsync(null, "schema", "script", "--store", "sqlite");
        Execute(script.Output);

        Assert.Equal(0, script.ExitCode);
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
        await AssertServesAsync();
    }

    [Fact]
    public async Task The_script_from_a_version_brings_a_file_of_that_version_up_and_keeps_its_ring()
    {
        await RunAsync("migrate");
        Execute(
            """
            DROP TABLE key_rings;
            CREATE TABLE key_ring (slot INTEGER PRIMARY KEY, version INTEGER NOT NULL, protected BLOB NOT NULL);
            INSERT INTO key_ring VALUES (1, 7, x'01');
            PRAGMA user_version = 1;
            """);

        var older = await RunAsync("check");
        var script = await Tool.RunAsync(null, "schema", "script", "--from", "1", "--store", "sqlite");
        Execute(script.Output);

        Assert.Equal(1, older.ExitCode);
        Assert.DoesNotContain("CREATE TABLE sessions", script.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
        Assert.Equal(7L, Execute("SELECT version FROM key_rings WHERE name = 1"));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await RunAsync("migrate");
        Execute("DROP INDEX sessions_by_end; ALTER TABLE changes DROP COLUMN except_id;");

        var verify = await RunAsync("verify");

        Assert.Equal(1, verify.ExitCode);
        Assert.Contains("Missing: changes.except_id\nMissing: sessions_by_end\n", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_file_is_left_alone()
    {
        Execute("PRAGMA user_version = 999");

        foreach (var verb in (string[])["check", "verify", "migrate"])
        {
            var answer = await RunAsync(verb);
            Assert.Equal(4, answer.ExitCode);
            Assert.Contains("999", answer.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0L, Execute("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_fails()
    {
        await File.WriteAllTextAsync(Database, new string('x', 8192));

        Assert.Equal(3, (await RunAsync("check")).ExitCode);
        Assert.Equal(3, (await RunAsync("migrate")).ExitCode);
    }

    [Fact]
    public async Task A_connection_string_is_as_good_as_a_file()
    {
        var answer = await Tool.RunAsync(null, "schema", "migrate", "--store", "sqlite", "--connection", $"Data Source={Database}");

        Assert.Equal(0, answer.ExitCode);
        Assert.True(File.Exists(Database));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<ToolAnswer> RunAsync(string verb) => Tool.RunAsync(Database, "schema", verb, "--store", "sqlite");

    private async Task AssertServesAsync()
    {
        await using var store = new SqliteSojournStore(new SqliteStoreOptions { Path = Database }, TimeProvider.System);
        Assert.Null(await store.FindAsync(default, TestContext.Current.CancellationToken));
    }

    private object? Execute(string sql)
    {
        using var source = SqliteFactory.Instance.CreateDataSource($"Data Source={Database};Pooling=False");
        using var command = source.CreateCommand(sql);
        return command.ExecuteScalar();
    }
}
