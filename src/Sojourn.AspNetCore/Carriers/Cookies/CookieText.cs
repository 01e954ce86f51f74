using System.Buffers;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>
/// The characters of the cookies that are written and read here. Source: RFC 9110 section 5.6.2, RFC 4648 section 5.
/// </summary>
internal static class CookieText
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> Token = SearchValues.Create(Alphanumeric + "!#$%&'*+-.^_`|~");
    private static readonly SearchValues<char> Base64Url = SearchValues.Create(Alphanumeric + "-_");

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    public static bool IsBase64Url(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Base64Url);
}
