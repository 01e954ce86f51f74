using Sojourn.Stores;

namespace Sojourn.Lifetimes;

/// <summary>Store time as this node follows it: its own clock plus the difference last measured.</summary>
/// <remarks>
/// <see cref="_offset"/> is written by the one background loop and read without a lock; a reader may use the difference
/// from before a measurement.
/// </remarks>
internal sealed class StoreClock(TimeProvider timeProvider)
{
    private long _offset;

    /// <summary>Store time, UTC, whole milliseconds.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var ticks = timeProvider.GetUtcNow().UtcTicks + Volatile.Read(ref _offset);
            return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Measures the difference to the store's clock. A difference within the round trip counts as none.</summary>
    public async Task SynchronizeAsync(ISojournStore store, CancellationToken cancellationToken)
    {
        var before = timeProvider.GetUtcNow();
        var storeTime = await store.GetTimeAsync(cancellationToken);
        var after = timeProvider.GetUtcNow();
        var middle = before + ((after - before) / 2);
        var offset = storeTime - middle;
        var noise = after - before + TimeSpan.FromMilliseconds(1);
        Volatile.Write(ref _offset, offset.Duration() <= noise ? 0 : offset.Ticks);
    }
}
