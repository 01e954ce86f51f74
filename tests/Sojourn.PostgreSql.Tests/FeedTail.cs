using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>Reads a feed step by step. A feed that tells nothing fails the test by its token, not by a time of its own.</summary>
internal sealed class FeedTail : IAsyncDisposable
{
    private readonly IAsyncEnumerator<StoreChange> _changes;

    public FeedTail(IStoreChangeFeed feed, string? position, DateTimeOffset since)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _changes = feed.WatchAsync(position, since, cancellation).GetAsyncEnumerator(cancellation);
    }

    public static async Task<FeedTail> ListenAsync(PostgreSqlSojournStore store)
    {
        var now = await store.GetTimeAsync(TestContext.Current.CancellationToken);
        var tail = new FeedTail(store, null, now);
        await tail.UntilAsync(change => change.Kind == StoreChangeKind.Listening);
        return tail;
    }

    /// <summary>Everything up to the first report that fits, heartbeats left out.</summary>
    public async Task<List<StoreChange>> UntilAsync(Func<StoreChange, bool> isLast)
    {
        var seen = new List<StoreChange>();
        for (var heartbeats = 0; heartbeats < 60;)
        {
            Assert.True(await _changes.MoveNextAsync());
            var change = _changes.Current;
            if (change.Kind != StoreChangeKind.Alive || isLast(change))
            {
                seen.Add(change);
            }

            if (isLast(change))
            {
                return seen;
            }

            heartbeats += change.Kind == StoreChangeKind.Alive ? 1 : 0;
        }

        Assert.Fail("The feed lives, but never told what was expected.");
        return seen;
    }

    public Task<List<StoreChange>> UntilAsync(SessionId id) => UntilAsync(change => change.Id == id);

    public Task<List<StoreChange>> UntilListeningAsync() => UntilAsync(change => change.Kind == StoreChangeKind.Listening);

    public ValueTask DisposeAsync() => _changes.DisposeAsync();
}
