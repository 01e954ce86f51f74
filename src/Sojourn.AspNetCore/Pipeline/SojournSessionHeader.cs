using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>The <c>Sojourn-Session</c> header, by which ordinary answers keep a page current.</summary>
/// <remarks>
/// A structured field (RFC 9651), an item with parameters; a reader ignores parameters it does not know. The item is
/// <c>active</c>, <c>none</c>, <c>ended</c> or <c>unavailable</c>. Of <c>active</c>: <c>id</c>, a string, the session
/// id; <c>generation</c>, the generation of the credential that asked, from 1; <c>idle-seconds</c> and
/// <c>absolute-seconds</c>, what remains, from 0. Of <c>ended</c>: <c>reason</c>, a token, one of <see
/// cref="EndReasonNames"/>.
/// </remarks>
internal static class SojournSessionHeader
{
    public const string Name = "Sojourn-Session";
    public const string None = "none";
    public const string Unavailable = "unavailable";

    // The largest integer that a structured field can carry (RFC 9651 section 3.3.1).
    private const long LargestInteger = 999_999_999_999_999;

    /// <summary>The form of a live session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="generation">The credential's own generation, never a newer one.</param>
    /// <param name="idleSeconds">Until the idle deadline; a passed one is written as 0.</param>
    /// <param name="absoluteSeconds">Until the absolute deadline; likewise.</param>
    /// <returns>The header value.</returns>
    public static string Active(SessionId id, int generation, long idleSeconds, long absoluteSeconds)
    {
        var idle = Math.Clamp(idleSeconds, 0, LargestInteger);
        var absolute = Math.Clamp(absoluteSeconds, 0, LargestInteger);
        return $"active; id=\"{id.Value:D}\"; generation={generation}"
            + $"; idle-seconds={idle}; absolute-seconds={absolute}";
    }

    /// <summary>The form of an ended session, for a credential that really was its own.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <returns>
    /// The header value; without a reason when this version has no name for it, which would be no valid token.
    /// </returns>
    public static string Ended(EndReason reason) =>
        reason != EndReason.None && Enum.IsDefined(reason) ? $"ended; reason={EndReasonNames.Of(reason)}" : "ended";
}
