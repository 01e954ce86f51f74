using Microsoft.Extensions.Logging;
using Sojourn.Diagnostics;
using Sojourn.Lifetimes;

namespace Sojourn.Canaries;

/// <summary>How late this node hears of revocations, by what the canaries showed.</summary>
/// <remarks>Written by the one step of <see cref="CanaryWatch"/>; the health check may read what was true before its last one.</remarks>
internal sealed partial class RevocationLag(
    SessionMetrics metrics, StoreClock clock, SessionPolicy policy, ILogger<RevocationLag> logger)
{
    // The promise is one of 99 in 100: one late canary is a pause of this process, two in a row are a state.
    private const int LateInARow = 2;
    private const int UnseenIntervals = 3;

    private long _seenAt = long.MaxValue;
    private int _lateInARow;

    public RevocationState State =>
        clock.Now.UtcTicks - Volatile.Read(ref _seenAt) > policy.CanaryInterval.Ticks * UnseenIntervals ? RevocationState.Unseen
        : Volatile.Read(ref _lateInARow) >= LateInARow ? RevocationState.Late
        : RevocationState.Kept;

    /// <summary>From now on canaries are expected.</summary>
    public void Begin() => Volatile.Write(ref _seenAt, clock.Now.UtcTicks);

    /// <summary>Notes one measurement.</summary>
    /// <param name="endedAt">Store time at which the canary was ended, before the write.</param>
    /// <param name="refusedAt">Store time from which this node refuses it.</param>
    /// <param name="sight">How it knows.</param>
    public void Record(DateTimeOffset endedAt, DateTimeOffset refusedAt, RevocationSight sight)
    {
        // Two clocks that follow the store's differ by less than a round trip; nothing is known before it happened.
        var lag = refusedAt > endedAt ? refusedAt - endedAt : TimeSpan.Zero;
        metrics.RevocationSeen(lag, sight);
        Volatile.Write(ref _seenAt, clock.Now.UtcTicks);
        var bound = policy.StalenessBound + CanaryWatch.StepInterval;
        if (lag <= (sight == RevocationSight.Read ? bound : policy.RevocationPromise))
        {
            Volatile.Write(ref _lateInARow, 0);
            return;
        }

        // Beyond the staleness bound no share is promised: that is for every revocation.
        Volatile.Write(ref _lateInARow, lag > bound ? LateInARow : _lateInARow + 1);
        Log.RevocationLate(logger, (long)lag.TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Warning, "A revocation was refused on this node {ElapsedMilliseconds} ms after it was made")]
        public static partial void RevocationLate(ILogger logger, long elapsedMilliseconds);
    }
}
