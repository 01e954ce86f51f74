using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Carriers.Cookies;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Finds a bearer token in the raw <c>Authorization</c> header. Source: RFC 6750 section 2.1; RFC 9110 section 11.4.</summary>
internal static class AuthorizationReader
{
    private const string Scheme = "Bearer";
    private const string Separated = Scheme + " ";

    /// <summary>Reads the header; a scheme of somebody else is absent here.</summary>
    /// <param name="lines">The field lines.</param>
    /// <param name="text">The token, a slice of the line, when presented.</param>
    /// <returns>
    /// Malformed for a bearer scheme that is not followed by one space or more and exactly one token, and for several lines of
    /// which one is such a scheme.
    /// </returns>
    public static CarrierReading Read(in StringValues lines, out ReadOnlyMemory<char> text)
    {
        text = default;
        if (lines.Count == 0)
        {
            return CarrierReading.Absent;
        }

        if (lines.Count > 1)
        {
            // Which of two credentials counts must not be for a proxy to decide that reads the other one.
            return lines.Any(IsBearer) ? CarrierReading.Malformed : CarrierReading.Absent;
        }

        var line = lines[0];
        if (!IsBearer(line))
        {
            return CarrierReading.Absent;
        }

        if (!line!.StartsWith(Separated, StringComparison.OrdinalIgnoreCase))
        {
            return CarrierReading.Malformed;
        }

        text = line.AsMemory(Separated.Length).TrimStart(' ');
        return text.IsEmpty || char.IsWhiteSpace(text.Span[0]) || text.Length > CompactToken.MaximumLength
            ? CarrierReading.Malformed
            : CarrierReading.Presented;
    }

    // The scheme is a token and ends where one must: whoever writes 'Bearer' and then a tab means this scheme. Taken for another
    // one, the cookie beside it would be judged instead, which a page that sends an explicit credential does not expect.
    private static bool IsBearer(string? line)
    {
        var scheme = line.AsSpan().TrimStart(" \t");
        return scheme.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && (scheme.Length == Scheme.Length || !CookieText.IsToken(scheme.Slice(Scheme.Length, 1)));
    }
}
