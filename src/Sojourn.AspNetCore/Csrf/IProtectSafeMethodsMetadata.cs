namespace Sojourn.AspNetCore.Csrf;

/// <summary>Says whether an endpoint is checked for GET, HEAD, OPTIONS and TRACE as well.</summary>
/// <remarks>Of several on one endpoint the last counts.</remarks>
public interface IProtectSafeMethodsMetadata
{
    /// <summary>True when a safe method needs the same proof of origin as any other.</summary>
    bool ProtectsSafeMethods { get; }
}
