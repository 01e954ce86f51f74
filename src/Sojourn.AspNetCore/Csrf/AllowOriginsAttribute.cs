namespace Sojourn.AspNetCore.Csrf;

/// <summary>Lets pages of the named origins call an endpoint with the browser's cookies.</summary>
/// <remarks>
/// For answers that an identity provider posts through the browser (<c>form_post</c>): name the provider's origin on
/// the callback, and there only. A <c>SameSite</c> cookie is not sent by such a post.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowOriginsAttribute : Attribute, IAllowOriginsMetadata
{
    /// <summary>Names the origins.</summary>
    /// <param name="origins">
    /// Scheme and host, with a port if it is not the scheme's own; no path, not even a slash.
    /// </param>
    /// <exception cref="ArgumentException">
    /// One of them is no such origin, or is <c>null</c>, which everybody can claim.
    /// </exception>
    public AllowOriginsAttribute(params string[] origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        Origins = Array.AsReadOnly(Array.ConvertAll(origins, Serialize));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Origins { get; }

    private static string Serialize(string text) =>
        SerializedOrigin.TryParse(text, out var origin) && origin.IsTuple
            ? origin.ToString()
            : throw new ArgumentException(
                $"Expected an origin such as 'https://idp.example', found '{text}'. Leave out the path.",
                nameof(text));
}
