namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Redirects to a sign-in page instead of answering 401: for server-rendered pages.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RedirectToSignInAttribute : Attribute, ISignInRedirectMetadata
{
    /// <summary>Sets the page.</summary>
    /// <param name="path">A local path that starts with one slash.</param>
    /// <exception cref="ArgumentException">The path is not local: a redirect must not leave the application.</exception>
    public RedirectToSignInAttribute(string path)
    {
        var isLocal = path is ['/'] || path is ['/', not ('/' or '\\'), ..];
        if (!isLocal)
        {
            throw new ArgumentException("Expected a local path that starts with one slash.", nameof(path));
        }

        Path = path;
    }

    /// <inheritdoc/>
    public string Path { get; }
}
