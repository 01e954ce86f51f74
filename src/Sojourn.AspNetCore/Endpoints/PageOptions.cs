namespace Sojourn.AspNetCore.Endpoints;

/// <summary>What the page may know of the session.</summary>
public sealed class PageOptions
{
    /// <summary>The claim types that <c>GET /session</c> shows.</summary>
    /// <value>Default, when empty: the identity's name and role claims, shown as <c>name</c> and <c>role</c>.</value>
    public IList<string> ClaimTypes { get; } = [];

    internal IEnumerable<KeyValuePair<string, string>> EffectiveClaimTypes => ClaimTypes.Count > 0
        ? ClaimTypes.Select(type => KeyValuePair.Create(type, type))
        : [
            KeyValuePair.Create(System.Security.Claims.ClaimTypes.Name, "name"),
            KeyValuePair.Create(System.Security.Claims.ClaimTypes.Role, "role"),
            KeyValuePair.Create("name", "name"),
            KeyValuePair.Create("role", "role"),
        ];
}
