namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The access tokens of the <c>Bearer</c> carrier: who issues them, for whom, for how long.</summary>
/// <remarks>Bound from <c>Sojourn:Bearer</c>.</remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/decisions/0020-access-token.md">Decision 0020</seealso>
public sealed class BearerOptions
{
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

    /// <summary>Which claims other services may see: the claim's type, and the short name under which they see it.</summary>
    /// <value>
    /// Default, when empty: the name and role claims as <c>name</c> and <c>role</c>. Whoever holds the token reads them, the
    /// page included. This application's own nodes have all claims: those travel encrypted in the same token.
    /// </value>
    /// <remarks>Source: RFC 9068 section 6.</remarks>
    public IDictionary<string, string> ClaimTypes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal IEnumerable<KeyValuePair<string, string>> EffectiveClaimTypes => ClaimTypes.Count > 0
        ? ClaimTypes
        : [
            KeyValuePair.Create(System.Security.Claims.ClaimTypes.Name, "name"),
            KeyValuePair.Create(System.Security.Claims.ClaimTypes.Role, "role"),
            KeyValuePair.Create("name", "name"),
            KeyValuePair.Create("role", "role"),
        ];
}
