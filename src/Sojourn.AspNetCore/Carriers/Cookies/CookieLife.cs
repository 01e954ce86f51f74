namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>How long a browser is asked to keep a cookie.</summary>
internal static class CookieLife
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>The time that is left, within what browsers take; null = until the browser is closed.</summary>
    /// <remarks>In the last second before the absolute deadline there is still a credential to hand out; 'max-age=0' would delete it.</remarks>
    public static TimeSpan? Of(TimeSpan? left) =>
        left is { } time ? TimeSpan.FromTicks(Math.Clamp(time.Ticks, Shortest.Ticks, Longest.Ticks)) : null;
}
