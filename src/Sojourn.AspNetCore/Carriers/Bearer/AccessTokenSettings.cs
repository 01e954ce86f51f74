using Sojourn.Lifetimes;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>What the writer and the reader of access tokens agree on.</summary>
internal sealed record AccessTokenSettings
{
    /// <summary>The <c>iss</c>, compared character by character.</summary>
    public required string Issuer { get; init; }

    /// <summary>The <c>aud</c>: one or more. The first is this application, which the reader insists on.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>The <c>client_id</c> of tokens issued here.</summary>
    public required string ClientId { get; init; }

    /// <summary>How long a token is believed, in whole seconds; a token with a longer life is refused.</summary>
    /// <remarks>
    /// The node's view of ends and cut-offs reaches back one lease and the skew. A token that lives longer, from before the
    /// lease was lowered, could have missed its own revocation.
    /// </remarks>
    public required TimeSpan Lease { get; init; }

    /// <summary>How far the clock of whoever issued a token may be off.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>The settings that checked options ask for.</summary>
    public static AccessTokenSettings Of(BearerOptions options, SessionPolicy policy) => new()
    {
        Issuer = options.Issuer ?? "",
        Audiences = [options.Audience ?? options.Issuer ?? ""],
        ClientId = options.ClientId,
        Lease = TimeSpan.FromSeconds(Math.Floor(policy.Lease.TotalSeconds)),
        ClockSkew = policy.ClockSkew,
    };

    /// <summary>When a token that is issued now expires: after the lease, or with its session if that comes first.</summary>
    /// <returns>A whole second, not after either; other services know no session and have nothing else to go by.</returns>
    public DateTimeOffset ExpiryOf(DateTimeOffset issuedAt, DateTimeOffset absoluteAt)
    {
        var lapse = issuedAt + Lease;
        return DateTimeOffset.FromUnixTimeSeconds((lapse < absoluteAt ? lapse : absoluteAt).ToUnixTimeSeconds());
    }
}
