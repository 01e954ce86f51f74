using Sojourn.Sessions;

namespace Sojourn.Lifetimes;

/// <summary>The one place that computes when a session ends.</summary>
internal static class Deadlines
{
    /// <summary>
    /// How far behind the truth the record's last activity may be when the idle deadline comes. The renewal lane writes
    /// every activity at most one interval after it happened, an interval is at most a tenth of the idle timeout, so only
    /// the flush itself can be outstanding.
    /// </summary>
    public static readonly TimeSpan FlushLag = TimeSpan.FromSeconds(2);

    /// <summary>No session waits longer for its activity to be written.</summary>
    public static readonly TimeSpan LongestRenewalInterval = TimeSpan.FromSeconds(60);

    /// <summary>The earlier of last activity + idle timeout and the absolute deadline.</summary>
    public static DateTimeOffset Of(DateTimeOffset lastActivityAt, TimeSpan idleTimeout, DateTimeOffset absoluteAt)
    {
        var idleAt = lastActivityAt + idleTimeout;
        return idleAt < absoluteAt ? idleAt : absoluteAt;
    }

    /// <summary>Which deadline has passed, judged by what a store has on record; <see cref="EndReason.None"/> if neither.</summary>
    public static EndReason Passed(
        DateTimeOffset now, DateTimeOffset lastActivityAt, TimeSpan idleTimeout, DateTimeOffset absoluteAt)
    {
        if (now >= absoluteAt)
        {
            return EndReason.Absolute;
        }

        return now >= lastActivityAt + idleTimeout + FlushLag ? EndReason.Idle : EndReason.None;
    }

    /// <summary>At most one write per session in this time: a tenth of the idle timeout, at most a minute.</summary>
    public static TimeSpan RenewalInterval(TimeSpan idleTimeout)
    {
        var tenth = idleTimeout / 10;
        return tenth < LongestRenewalInterval ? tenth : LongestRenewalInterval;
    }
}
