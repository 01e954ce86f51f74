using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>What a carrier found in a request: a reference, or a lease that nobody has verified yet.</summary>
internal readonly struct PresentedCredential
{
    /// <summary>What a reference must be for.</summary>
    public TokenPurpose Purpose { get; init; }

    /// <summary>The reference; meaningful when <see cref="Opener"/> is null.</summary>
    public SessionToken Reference { get; init; }

    /// <summary>The text of a lease.</summary>
    public ReadOnlyMemory<char> LeaseText { get; init; }

    /// <summary>Who can read the lease; null = it is a reference.</summary>
    public ILeaseOpener? Opener { get; init; }

    public static PresentedCredential Of(TokenPurpose purpose, in SessionToken reference) =>
        new() { Purpose = purpose, Reference = reference };
}
