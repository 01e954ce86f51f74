using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>What changes with a fresh secret.</summary>
/// <param name="Cause">Why; never <see cref="RotationCause.Refresh"/>, which derives.</param>
/// <param name="Ticket">The new ticket, not sealed yet; null = the present one stays.</param>
/// <param name="Proof">The new proof; null = the present one stays.</param>
/// <param name="IsPersistent">Whether the cookie outlives the browser from now on; null = as it is.</param>
internal sealed record TokenReplacement(
    RotationCause Cause, ReadOnlyMemory<byte>? Ticket, SessionProof? Proof, bool? IsPersistent)
{
    /// <summary>The carrier to which the session moves; null = it stays.</summary>
    public Carrier? Carrier { get; init; }

    /// <summary>The channel of its refresh tokens from now on; null = as it is.</summary>
    public bool? HasRefreshInBody { get; init; }
}
