namespace Sojourn.AspNetCore.Csrf;

/// <summary>Demands proof of origin even when the browser is signed out.</summary>
/// <param name="isSignIn">False to undo it for one endpoint of a group. Default: true.</param>
/// <remarks>
/// Without it a stranger's page could sign the person in to the stranger's account and read what they enter there
/// (login cross-site request forgery). Source: OWASP Cross-Site Request Forgery Prevention, login.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TreatAsSignInAttribute(bool isSignIn = true) : Attribute, ISignInMetadata
{
    /// <inheritdoc/>
    public bool IsSignIn { get; } = isSignIn;
}
