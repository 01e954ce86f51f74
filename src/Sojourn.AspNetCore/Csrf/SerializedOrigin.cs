using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>An origin in the one form in which two origins are compared: lower-case, without a default port.</summary>
/// <remarks>
/// Equality is equality of the text: no suffix, no wildcard. <c>default</c> is no origin; <see cref="IsOpaque"/> is the
/// origin <c>null</c>, which sandboxed frames share with one another and which therefore belongs on no list.
/// Source: RFC 6454 section 6.2; WHATWG HTML, origin serialisation.
/// </remarks>
internal readonly record struct SerializedOrigin
{
    private const string OpaqueText = "null";
    private const string SchemeEnd = "://";
    private const int LongestHost = 253;

    private readonly string? _text;

    private SerializedOrigin(string text)
    {
        _text = text;
    }

    public bool IsDefault => _text is null;

    public bool IsOpaque => string.Equals(_text, OpaqueText, StringComparison.Ordinal);

    /// <summary>A scheme, a host and perhaps a port: the only kind that can be trusted.</summary>
    public bool IsTuple => _text is not null && !IsOpaque;

    /// <summary>Reads an origin as a browser writes it, or as somebody wrote it into the configuration.</summary>
    /// <param name="text">Scheme, host and perhaps a port, in any case, or exactly <c>null</c>.</param>
    /// <param name="origin">The origin, or <c>default</c>.</param>
    /// <returns>
    /// False for anything with user information, path (a bare slash included), query, fragment, trailing dot, white
    /// space or letters outside ASCII.
    /// </returns>
    /// <remarks>
    /// An international name is accepted in its A-label form only. Converting here would decide between IDNA 2003 and
    /// 2008, and the wrong choice trusts another domain (U+00DF becomes 'ss' in one of them). A canonical text is kept,
    /// not copied.
    /// </remarks>
    public static bool TryParse([NotNullWhen(true)] string? text, out SerializedOrigin origin)
    {
        origin = default;
        if (string.Equals(text, OpaqueText, StringComparison.Ordinal))
        {
            origin = new SerializedOrigin(OpaqueText);
            return true;
        }

        var schemeLength = text?.IndexOf(SchemeEnd, StringComparison.Ordinal) ?? -1;
        if (schemeLength <= 0 || !IsScheme(text.AsSpan(0, schemeLength)))
        {
            return false;
        }

        var hostStart = schemeLength + SchemeEnd.Length;
        var hostLength = HostLengthOf(text.AsSpan(hostStart));
        var port = text.AsSpan(hostStart + hostLength);
        if (!IsHost(text.AsSpan(hostStart, hostLength)) || !IsPort(port))
        {
            return false;
        }

        var hasDefaultPort = IsDefaultPort(text.AsSpan(0, schemeLength), port);
        origin = new SerializedOrigin(LowerCase(hasDefaultPort ? text![..(hostStart + hostLength)] : text!));
        return true;
    }

    /// <summary>Takes the origin out of a <c>Referer</c>.</summary>
    /// <param name="url">An absolute URL.</param>
    /// <param name="origin">Its origin, or <c>default</c>.</param>
    /// <returns>False unless it is an http or https URL whose authority is plain.</returns>
    public static bool TryParseUrl(string? url, out SerializedOrigin origin)
    {
        origin = default;
        if (url is null
            || !(url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // Cut by hand: a lenient URL parser reads backslashes and white space as it pleases, and a difference between
        // two readers is what an attacker looks for. What is left after the cut must be an origin in the strict sense.
        var authorityStart = url.IndexOf(SchemeEnd, StringComparison.Ordinal) + SchemeEnd.Length;
        var end = url.AsSpan(authorityStart).IndexOfAny('/', '?', '#');
        return TryParse(end < 0 ? url : url[..(authorityStart + end)], out origin);
    }

    public override string ToString() => _text ?? "";

    private static bool IsScheme(ReadOnlySpan<char> scheme) =>
        char.IsAsciiLetter(scheme[0]) && !scheme.ContainsAnyExcept(OriginCharacters.Scheme);

    private static int HostLengthOf(ReadOnlySpan<char> authority)
    {
        var end = authority is ['[', ..] ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        return end < 0 ? authority.Length : end;
    }

    private static bool IsHost(ReadOnlySpan<char> host) => host switch
    {
        [] => false,
        ['[', .. var address, ']'] => !address.ContainsAnyExcept(OriginCharacters.Address)
            && IPAddress.TryParse(address, out var parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6,
        ['.', ..] or [.., '.'] => false,
        _ => host.Length <= LongestHost
            && !host.ContainsAnyExcept(OriginCharacters.Host)
            && !host.Contains("..", StringComparison.Ordinal),
    };

    private static bool IsPort(ReadOnlySpan<char> port) => port switch
    {
        [] => true,
        [':', >= '1' and <= '9', ..] => !port[1..].ContainsAnyExcept(OriginCharacters.Digit)
            && int.TryParse(port[1..], out var number)
            && number <= IPEndPoint.MaxPort,
        _ => false,
    };

    private static bool IsDefaultPort(ReadOnlySpan<char> scheme, ReadOnlySpan<char> port) => port switch
    {
        ":443" => scheme.Equals("https", StringComparison.OrdinalIgnoreCase),
        ":80" => scheme.Equals("http", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string LowerCase(string text) => text.AsSpan().ContainsAny(OriginCharacters.UpperCase)
        ? string.Create(text.Length, text, static (span, source) => Ascii.ToLower(source, span, out _))
        : text;
}
