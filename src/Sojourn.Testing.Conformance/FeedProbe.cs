using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Reads a change feed step by step, moving store time on while nothing comes.</summary>
internal sealed class FeedProbe : IAsyncDisposable
{
    // Only how long a broken store takes to fail; no test depends on a time.
    private const int MostTicks = 300;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _time;
    private readonly IAsyncEnumerator<StoreChange> _changes;

    public FeedProbe(IStoreChangeFeed feed, ManualTimeProvider time, string? position = null, DateTimeOffset? since = null)
    {
        _time = time;
        var cancellation = TestContext.Current.CancellationToken;
        _changes = feed.WatchAsync(position, since ?? time.GetUtcNow(), cancellation).GetAsyncEnumerator(cancellation);
    }

    /// <summary>A probe of a feed that has caught up.</summary>
    public static async Task<FeedProbe> ListenAsync(IStoreChangeFeed feed, ManualTimeProvider time)
    {
        var probe = new FeedProbe(feed, time);
        await probe.UntilAsync(StoreChangeKind.Listening);
        return probe;
    }

    public async Task<StoreChange> NextAsync()
    {
        var next = _changes.MoveNextAsync().AsTask();
        for (var tick = 0; tick < MostTicks && !next.IsCompleted; tick++)
        {
            await Task.WhenAny(next, TickAsync(next));
            if (!next.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.True(next.IsCompleted, "The feed told nothing, not even that it works.");
        Assert.True(await next, "The feed ended, which it never does by itself.");
        return _changes.Current;
    }

    /// <summary>Everything up to and including the first report of a kind, heartbeats left out.</summary>
    public async Task<List<StoreChange>> UntilAsync(StoreChangeKind kind) => await UntilAsync(change => change.Kind == kind);

    public async Task<List<StoreChange>> UntilAsync(Func<StoreChange, bool> isLast)
    {
        var seen = new List<StoreChange>();
        var heartbeats = 0;
        while (true)
        {
            var change = await NextAsync();
            heartbeats += change.Kind == StoreChangeKind.Alive ? 1 : 0;
            Assert.True(heartbeats < MostTicks, "The feed lives, but never told what was expected.");
            if (isLast(change))
            {
                seen.Add(change);
                return seen;
            }

            if (change.Kind != StoreChangeKind.Alive)
            {
                seen.Add(change);
            }
        }
    }

    public ValueTask DisposeAsync() => _changes.DisposeAsync();

    private static async Task TickAsync(Task next)
    {
        try
        {
            await next.WaitAsync(Tick);
        }
        catch (TimeoutException)
        {
            // The tick is over; the caller moves store time on.
        }
    }
}
