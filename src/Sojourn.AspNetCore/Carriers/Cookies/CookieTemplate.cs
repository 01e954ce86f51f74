using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>A cookie's name and attributes; writes the <c>Set-Cookie</c> values that set and delete it.</summary>
/// <remarks>
/// Every attribute is written every time. A browser that misses <c>SameSite</c> guesses (Chrome Lax with a two-minute
/// hole, Firefox and Safari none), and it ignores a deletion of a <c>__Host-</c> cookie without <c>Secure</c> and
/// <c>Path</c>: the person would stay signed in. Source: RFC 6265bis sections 4.1 and 5.6.
/// </remarks>
internal sealed class CookieTemplate
{
    // What browsers still store; one octet more and the whole cookie is ignored without a word.
    private const int MostCharacters = 4096;

    private const string Expired = "; max-age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT";

    // What browsers shorten a longer lifetime to.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    private readonly string _attributes;
    private readonly CookieTemplate[] _chunks;

    /// <summary>Fixes name and attributes.</summary>
    /// <param name="name">A token.</param>
    /// <param name="isSecure">
    /// False only for http on the developer's own machine; the name then carries no prefix.
    /// </param>
    /// <param name="sameSite">Strict or Lax.</param>
    /// <exception cref="ArgumentException">
    /// The name is no token, or a browser would refuse it without <c>Secure</c>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is neither Strict nor Lax.</exception>
    /// <param name="chunks">How many further cookies a value may take.</param>
    public CookieTemplate(string name, bool isSecure, SameSiteMode sameSite, int chunks = 0)
    {
        if (!CookieText.IsToken(name))
        {
            throw new ArgumentException("Expected a token as cookie name (RFC 9110, 5.6.2).", nameof(name));
        }

        if (!isSecure && name.StartsWith("__", StringComparison.Ordinal))
        {
            throw new ArgumentException("A prefixed cookie must be secure. Use a name without prefix.", nameof(name));
        }

        Name = name;
        _attributes = "; path=/" + (isSecure ? "; secure" : "") + "; httponly; samesite=" + NameOf(sameSite);
        _chunks = [.. Enumerable.Range(2, chunks).Select(number => new CookieTemplate($"{name}-{number}", isSecure, sameSite))];
        Deletion = name + "=" + _attributes + Expired;
    }

    public string Name { get; }

    /// <summary>The cookie that takes one piece of a value: this one is the first.</summary>
    /// <param name="number">From 1.</param>
    /// <returns>The template of that cookie.</returns>
    public CookieTemplate Chunk(int number) => number == 1 ? this : _chunks[number - 2];

    /// <summary>The <c>Set-Cookie</c> value that deletes the cookie, with the attributes that set it.</summary>
    public string Deletion { get; }

    /// <summary>Makes the <c>Set-Cookie</c> value that sets the cookie.</summary>
    /// <param name="value">Base64url, not empty.</param>
    /// <param name="maxAge">
    /// How long the browser keeps it, 1 second to 400 days; null until the browser is closed.
    /// </param>
    /// <returns>The header value.</returns>
    /// <exception cref="ArgumentException">The value is not base64url, or too long for a browser to store.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is out of range.</exception>
    public string Format(ReadOnlySpan<char> value, TimeSpan? maxAge)
    {
        if (!CookieText.IsBase64Url(value) || Name.Length + value.Length > MostCharacters)
        {
            throw new ArgumentException("Expected base64url of at most 4096 characters with the name.", nameof(value));
        }

        if (maxAge is not { } life)
        {
            return string.Concat(Name, "=", value, _attributes);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(life, TimeSpan.FromSeconds(1), nameof(maxAge));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, LongestLife, nameof(maxAge));
        return $"{Name}={value}{_attributes}; max-age={(long)life.TotalSeconds}";
    }

    private static string NameOf(SameSiteMode sameSite) => sameSite switch
    {
        SameSiteMode.Strict => "strict",
        SameSiteMode.Lax => "lax",
        _ => throw new ArgumentOutOfRangeException(nameof(sameSite), sameSite, "Expected Strict or Lax."),
    };
}
