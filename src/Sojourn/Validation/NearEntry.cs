using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>One remembered session: the view, the token last validated with it, and when the store confirmed it.</summary>
/// <remarks>
/// Immutable but for what <see cref="SessionView"/> allows, for <see cref="FirstUsedAt"/>, which the cache sets before it
/// publishes the entry, and for <see cref="UsedAt"/>, which any request may write and whose last writer wins. Lives in
/// process memory only: it holds a secret.
/// </remarks>
internal sealed class NearEntry(SessionView view, in SessionToken token, DateTimeOffset confirmedAt)
{
    private readonly SessionToken _token = token;
    private long _usedAt = confirmedAt.UtcTicks;

    public SessionView View { get; } = view;

    /// <summary>Store time of the read that confirmed it, in ticks.</summary>
    public long ConfirmedAt { get; } = confirmedAt.UtcTicks;

    /// <summary>When this node first saw this generation in use.</summary>
    public DateTimeOffset FirstUsedAt { get; set; } = confirmedAt;

    /// <summary>When it last answered, in ticks of store time, to the second.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>Notes that it answers: what is used longest ago makes room for others.</summary>
    /// <remarks>At most once a second, so that requests of one session on many cores do not fight for its memory.</remarks>
    public void Use(long now)
    {
        if (now - UsedAt >= TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _usedAt, now);
        }
    }

    /// <summary>Whether exactly this token was validated: carrier, generation, secret and stamp.</summary>
    public bool Holds(in SessionToken presented) => _token.FixedTimeEquals(presented);
}
