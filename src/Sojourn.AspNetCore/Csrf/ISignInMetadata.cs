namespace Sojourn.AspNetCore.Csrf;

/// <summary>Says whether an endpoint needs proof of origin even when the browser is signed out.</summary>
/// <remarks>Of several on one endpoint the last counts.</remarks>
public interface ISignInMetadata
{
    /// <summary>True for endpoints that can start a session: sign-in, registration, password reset.</summary>
    bool IsSignIn { get; }
}
