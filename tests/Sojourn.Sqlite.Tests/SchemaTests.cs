using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_file_gets_the_current_version_and_write_ahead_logging()
    {
        await using (var store = Open())
        {
            await store.FindAsync(default, Cancellation);
        }

        Assert.Equal((long)SqliteSchema.Scripts.Length, Execute("PRAGMA user_version"));
        Assert.Equal("wal", Execute("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_newer_version_is_refused_with_a_typed_cause_and_left_alone()
    {
        Execute("PRAGMA user_version = 99");
        await using var store = Open();

        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.CreateAsync(Samples.Session(_time.GetUtcNow()), null, Cancellation));

        var cause = Assert.IsType<SqliteSchemaException>(failure.InnerException);
        Assert.Equal((99, SqliteSchema.Scripts.Length), (cause.Found, cause.Known));
        Assert.Equal(0L, Execute("SELECT count(*) FROM sqlite_master"));
        Assert.Equal("delete", Execute("PRAGMA journal_mode"));
    }

    [Fact]
    public void An_older_version_runs_only_the_scripts_that_it_lacks()
    {
        using var lane = new SqliteLane(new SqliteConfiguration(Options()));
        string[] scripts = ["CREATE TABLE first (x)", "CREATE TABLE second (x)"];

        Assert.Equal(0, SqliteSchema.Migrate(lane, scripts[..1]));
        Assert.Equal(1, SqliteSchema.Migrate(lane, scripts));
        Assert.Equal(2, SqliteSchema.Migrate(lane, scripts));

        Assert.Equal(2, lane.Scalar("PRAGMA user_version"));
        Assert.Equal(2, lane.Scalar("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task The_ring_of_a_file_of_version_1_is_kept_and_a_second_ring_has_room()
    {
        using (var lane = new SqliteLane(new SqliteConfiguration(Options())))
        {
            SqliteSchema.Migrate(lane, SqliteSchema.Scripts[..1]);
            lane.Run("INSERT INTO key_ring (slot, version, protected) VALUES (1, 5, x'010203')");
        }

        await using var store = Open();

        var ring = await store.GetAsync(KeyRingName.Sessions, Cancellation);
        Assert.Equal(5, ring.Version);
        Assert.Equal([1, 2, 3], ring.Protected.ToArray());
        var next = new KeyRingRecord(6, new byte[] { 4 });
        Assert.True(await store.ReplaceAsync(KeyRingName.Sessions, next, expectedVersion: 5, Cancellation));
        Assert.Equal(0, (await store.GetAsync(KeyRingName.DataProtection, Cancellation)).Version);
    }

    [Fact]
    public async Task A_file_of_version_1_without_a_ring_has_none_afterwards()
    {
        using (var lane = new SqliteLane(new SqliteConfiguration(Options())))
        {
            SqliteSchema.Migrate(lane, SqliteSchema.Scripts[..1]);
        }

        await using var store = Open();

        Assert.Equal(0, (await store.GetAsync(KeyRingName.Sessions, Cancellation)).Version);
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing_behind()
    {
        using (var lane = new SqliteLane(new SqliteConfiguration(Options())))
        {
            Assert.Throws<SqliteException>(() => SqliteSchema.Migrate(lane, ["CREATE TABLE first (x)", "NO SUCH STATEMENT"]));
        }

        Assert.Equal(0L, Execute("SELECT count(*) FROM sqlite_master"));
        Assert.Equal(0L, Execute("PRAGMA user_version"));
    }

    [Fact]
    public async Task Of_stores_that_open_a_new_file_at_once_one_makes_the_tables_and_all_work()
    {
        using var gate = new Barrier(6);
        var opening = Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                await using var store = Open();
                gate.SignalAndWait(Cancellation);
                var result = await store.CreateAsync(Samples.Session(_time.GetUtcNow()), null, Cancellation);
                return result.Status;
            },
            Cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        var statuses = await Task.WhenAll(opening.ToList());

        Assert.All(statuses, status => Assert.Equal(CreateStatus.Created, status));
    }

    [Fact]
    public async Task A_value_of_a_newer_version_is_a_failure_and_no_guess()
    {
        await using var store = Open();
        var session = Samples.Session(_time.GetUtcNow());
        await store.CreateAsync(session, null, Cancellation);
        Execute("UPDATE sessions SET rotation_cause = 77");

        await Assert.ThrowsAsync<SessionStoreException>(async () => await store.FindAsync(session.Id, Cancellation));
    }

    [Fact]
    public async Task Statements_that_run_often_use_their_index()
    {
        await using (var store = Open())
        {
            await store.FindAsync(default, Cancellation);
        }

        Assert.Contains("sessions_by_idle", Plan("ended_at IS NULL AND last_activity_at + idle_timeout <= 1"), StringComparison.Ordinal);
        Assert.Contains("sessions_by_absolute", Plan("ended_at IS NULL AND absolute_at <= 1"), StringComparison.Ordinal);
        Assert.Contains("sessions_by_end", Plan("ended_at < 1"), StringComparison.Ordinal);
        Assert.Contains("sessions_by_subject", Plan("subject = 'a' AND tenant = '' AND (created_at, id) < (1, x'00')"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteStoreOptions Options() => new() { Path = _folder.Database };

    private SqliteSojournStore Open() => new(Options(), _time, NullLogger<SqliteSojournStore>.Instance);

    private string Plan(string condition) => (string)Execute($"EXPLAIN QUERY PLAN SELECT * FROM sessions WHERE {condition}", 3)!;

    private object? Execute(string sql, int column = 0)
    {
        using var lane = new SqliteLane(new SqliteConfiguration(Options()));
        return lane.Prepare(sql).Single(row => row.GetValue(column));
    }
}
