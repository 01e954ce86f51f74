using Microsoft.Data.Sqlite;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.Sqlite;

public sealed class BrokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_no_database_is_a_store_failure()
    {
        await File.WriteAllTextAsync(_folder.Database, new string('x', 8192), Cancellation);
        await using var store = Open(_folder.Database);

        await AssertFailsAsync(store);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_a_store_failure_and_the_next_operation_tries_again()
    {
        var folder = _folder.Database + ".d";
        await using var store = Open(Path.Combine(folder, "sessions.db"));
        await AssertFailsAsync(store);

        Directory.CreateDirectory(folder);

        Assert.Null(await store.FindAsync(default, Cancellation));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_fails_writes_and_is_still_read()
    {
        await using (var maker = Open(_folder.Database))
        {
            await maker.FindAsync(default, Cancellation);
        }

        // By connection string, because permissions do not stop a test that runs as root.
        var options = new SqliteStoreOptions { ConnectionString = $"Data Source={_folder.Database};Mode=ReadOnly" };
        await using var store = new SqliteSojournStore(options, _time);

        var session = Samples.Session(_time.GetUtcNow());
        await Assert.ThrowsAsync<SessionStoreException>(async () => await store.CreateAsync(session, null, Cancellation));
        Assert.Null(await store.FindAsync(session.Id, Cancellation));
    }

    [Fact]
    public async Task A_table_that_vanished_is_a_store_failure_and_the_store_goes_on()
    {
        await using var store = Open(_folder.Database);
        var session = Samples.Session(_time.GetUtcNow());
        await store.CreateAsync(session, null, Cancellation);
        Execute("ALTER TABLE changes RENAME TO elsewhere");
        await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.EndAsync(session.Id, Samples.Ending(session.CreatedAt), Cancellation));

        Execute("ALTER TABLE elsewhere RENAME TO changes");

        // The end and its report are one transaction: without the report, nothing had ended.
        Assert.Null((await store.FindAsync(session.Id, Cancellation))?.Session.Ending);
        Assert.True((await store.EndAsync(session.Id, Samples.Ending(session.CreatedAt), Cancellation)).Applied);
    }

    [Fact]
    public async Task A_disposed_store_says_so()
    {
        var store = Open(_folder.Database);
        await store.FindAsync(default, Cancellation);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.FindAsync(default, Cancellation));
    }

    [Fact]
    public async Task Disposal_ends_the_watchers()
    {
        var store = Open(_folder.Database);
        await using var changes = store.WatchAsync(null, _time.GetUtcNow(), Cancellation).GetAsyncEnumerator(Cancellation);
        await changes.MoveNextAsync();
        var next = changes.MoveNextAsync();

        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteSojournStore Open(string path) => new(new SqliteStoreOptions { Path = path }, _time);

    private async Task AssertFailsAsync(SqliteSojournStore store)
    {
        var session = Samples.Session(_time.GetUtcNow());
        var writing = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.CreateAsync(session, null, Cancellation));
        var reading = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.FindAsync(session.Id, Cancellation));
        Assert.IsType<SqliteException>(writing.InnerException);
        Assert.IsType<SqliteException>(reading.InnerException);
    }

    private void Execute(string sql)
    {
        using var lane = new SqliteLane(new SqliteConfiguration(new SqliteStoreOptions { Path = _folder.Database }));
        lane.Run(sql);
    }
}
