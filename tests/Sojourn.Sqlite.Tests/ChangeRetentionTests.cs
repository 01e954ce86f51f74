using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.Sqlite;

public sealed class ChangeRetentionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_position_that_the_sweep_has_forgotten_is_interrupted_and_catches_up()
    {
        await using var store = Open();
        var started = _time.GetUtcNow();
        await EndOneAsync(store);
        await EndOneAsync(store);
        _time.Advance(SqliteStoreOptions.DefaultChangeRetention + TimeSpan.FromSeconds(1));
        var kept = await EndOneAsync(store);

        await SweepAsync(store);

        foreach (var (position, since) in new[] { ("1", started), (null, started) })
        {
            var seen = await ReadAsync(store, position, since);
            Assert.Equal(
                [StoreChangeKind.Interrupted, StoreChangeKind.Ended, StoreChangeKind.Listening], seen.Select(change => change.Kind));
            Assert.Equal(kept, seen[1].Id);
        }
    }

    [Fact]
    public async Task What_is_still_remembered_is_told_without_interruption()
    {
        await using var store = Open();
        await EndOneAsync(store);
        _time.Advance(SqliteStoreOptions.DefaultChangeRetention + TimeSpan.FromSeconds(1));
        var since = _time.GetUtcNow();
        await EndOneAsync(store);
        await SweepAsync(store);

        Assert.Equal(
            [StoreChangeKind.Ended, StoreChangeKind.Listening],
            (await ReadAsync(store, "1", since)).Select(change => change.Kind));
        Assert.Equal(
            [StoreChangeKind.Ended, StoreChangeKind.Listening],
            (await ReadAsync(store, null, since)).Select(change => change.Kind));
    }

    [Fact]
    public async Task Positions_go_on_after_everything_was_forgotten_and_the_file_was_opened_again()
    {
        string last;
        await using (var store = Open())
        {
            await EndOneAsync(store);
            _time.Advance(SqliteStoreOptions.DefaultChangeRetention * 2);
            await SweepAsync(store);
            last = (await ReadAsync(store, null, _time.GetUtcNow()))[^1].Position;
        }

        await using var again = Open();
        var seen = await ReadAsync(again, last, _time.GetUtcNow());

        Assert.Equal("1", last);
        Assert.Equal([StoreChangeKind.Listening], seen.Select(change => change.Kind));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<List<StoreChange>> ReadAsync(SqliteSojournStore store, string? position, DateTimeOffset since)
    {
        var seen = new List<StoreChange>();
        await foreach (var change in store.WatchAsync(position, since, Cancellation))
        {
            seen.Add(change);
            if (change.Kind == StoreChangeKind.Listening)
            {
                break;
            }
        }

        return seen;
    }

    private SqliteSojournStore Open() => new(new SqliteStoreOptions { Path = _folder.Database }, _time);

    private async Task<SessionId> EndOneAsync(SqliteSojournStore store)
    {
        var session = Samples.Session(_time.GetUtcNow());
        await store.CreateAsync(session, null, Cancellation);
        await store.EndAsync(session.Id, Samples.Ending(_time.GetUtcNow()), Cancellation);
        return session.Id;
    }

    private async Task SweepAsync(SqliteSojournStore store) =>
        await store.SweepAsync(
            new SweepStep(_time.GetUtcNow(), TimeSpan.Zero, DateTimeOffset.UnixEpoch, 10, OperationId.Create()), Cancellation);
}
