using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What remains of a session, in whole seconds from 0: time crosses the wire as durations only.</summary>
/// <param name="IdleSeconds">Until the idle deadline, but never beyond the absolute one.</param>
/// <param name="AbsoluteSeconds">Until the absolute deadline.</param>
internal readonly record struct Remaining(long IdleSeconds, long AbsoluteSeconds)
{
    public static Remaining Of(SessionView view, DateTimeOffset now) =>
        new(SecondsUntil(view.DeadlineAt, now), SecondsUntil(view.AbsoluteAt, now));

    private static long SecondsUntil(DateTimeOffset deadline, DateTimeOffset now) =>
        Math.Max(0, (deadline - now).Ticks / TimeSpan.TicksPerSecond);
}
