using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>One remembered session: the view, the token last validated with it, and when the store confirmed it.</summary>
/// <remarks>
/// Immutable but for what <see cref="SessionView"/> allows and for <see cref="FirstUsedAt"/>, which the cache sets before
/// it publishes the entry. Lives in process memory only: it holds a secret.
/// </remarks>
internal sealed class NearEntry(SessionView view, in SessionToken token, DateTimeOffset confirmedAt)
{
    private readonly SessionToken _token = token;

    public SessionView View { get; } = view;

    /// <summary>Store time of the read that confirmed it, in ticks.</summary>
    public long ConfirmedAt { get; } = confirmedAt.UtcTicks;

    /// <summary>When this node first saw this generation in use.</summary>
    public DateTimeOffset FirstUsedAt { get; set; } = confirmedAt;

    /// <summary>Whether exactly this token was validated: carrier, generation, secret and stamp.</summary>
    public bool Holds(in SessionToken presented) => _token.FixedTimeEquals(presented);
}
