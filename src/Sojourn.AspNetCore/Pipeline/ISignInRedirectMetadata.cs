namespace Sojourn.AspNetCore.Pipeline;

/// <summary>An endpoint that redirects to a sign-in page instead of answering 401: for pages, never for calls.</summary>
public interface ISignInRedirectMetadata
{
    /// <summary>The path of the sign-in page; the asked path is appended as <c>returnUrl</c>.</summary>
    string Path { get; }
}
