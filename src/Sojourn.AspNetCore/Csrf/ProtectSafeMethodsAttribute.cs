namespace Sojourn.AspNetCore.Csrf;

/// <summary>Checks GET, HEAD, OPTIONS and TRACE as strictly as POST.</summary>
/// <param name="protectsSafeMethods">False to undo it for one endpoint of a group. Default: true.</param>
/// <remarks>
/// For a GET that changes something, such as the start of a sign-in at an identity provider. A link from another site
/// then fails. WebSocket handshakes are always checked.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ProtectSafeMethodsAttribute(bool protectsSafeMethods = true)
    : Attribute, IProtectSafeMethodsMetadata
{
    /// <inheritdoc/>
    public bool ProtectsSafeMethods { get; } = protectsSafeMethods;
}
