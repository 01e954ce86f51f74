namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The access tokens of the <c>Bearer</c> carrier: who issues them, for whom, for how long.</summary>
/// <remarks>Bound from <c>Sojourn:Bearer</c>.</remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/decisions/0020-access-token.md">Decision 0020</seealso>
public sealed class BearerOptions
{
    /// <summary>The default of <see cref="Lease"/>.</summary>
    internal static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(5);

    /// <summary>The default of <see cref="ClockSkew"/>.</summary>
    internal static readonly TimeSpan DefaultClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>The address under which other services find the keys: the <c>iss</c> of every token.</summary>
    /// <value>
    /// Scheme, host, port and path without query or fragment; https, or http on this machine. At most 256 characters.
    /// Default: none, and the carrier needs one. Compared character by character, so a slash at the end matters.
    /// </value>
    /// <remarks>Source: RFC 9068 section 2.2; OpenID Connect Discovery 1.0 section 3.</remarks>
    public string? Issuer { get; set; }

    /// <summary>Whom the tokens are for: the <c>aud</c> that this application and other services insist on.</summary>
    /// <value>1 to 256 printable ASCII characters without spaces. Default: null, the issuer. Services that must not accept each other's tokens need different ones.</value>
    public string? Audience { get; set; }

    /// <summary>Whom the tokens are issued to: the <c>client_id</c> that RFC 9068 asks for.</summary>
    /// <value>1 to 256 printable ASCII characters without spaces. Default: <c>sojourn</c>.</value>
    public string ClientId { get; set; } = "sojourn";

    /// <summary>How long an access token is believed without asking the store.</summary>
    /// <value>
    /// 30 seconds to 1 hour, whole seconds, the same on every node. Default: 5 minutes. Long lets services that know no
    /// revocations believe an ended session; short makes clients refresh often.
    /// </value>
    /// <remarks>A node whose lease is shorter refuses the tokens of one whose lease is longer: lower it with a restart of all.</remarks>
    public TimeSpan Lease { get; set; } = DefaultLease;

    /// <summary>How far the clock of whoever issued a token may be off, in both directions.</summary>
    /// <value>0 to 5 minutes. Default: 30 seconds. A token is accepted so much longer than its lease.</value>
    /// <remarks>
    /// Sojourn's own nodes follow the store's clock and need little of it; it covers the time between two readings of that
    /// clock and tokens that were issued in front of a fail-over. Source: RFC 7519 section 4.1.4.
    /// </remarks>
    public TimeSpan ClockSkew { get; set; } = DefaultClockSkew;
}
