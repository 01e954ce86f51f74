using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>Finds one cookie in the raw <c>Cookie</c> header.</summary>
/// <remarks>
/// Not <c>Request.Cookies</c>: that compares names without case, lets the last of several win and decodes percent
/// signs, so that <c>__host-SID=evil</c>, which a browser without cookie prefixes lets anybody set, replaces
/// <c>__Host-sid</c> (CVE-2020-1045 and its like). Here a name is its bytes, and two that could be meant are none:
/// whoever planted one of them must not choose which. Source: RFC 6265bis sections 4.1.3 and 5.7. Allocates nothing.
/// </remarks>
internal static class CookieHeaderReader
{
    private const string WhiteSpace = " \t";

    /// <summary>As the other, with a value that may be kept beyond the call.</summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <param name="name">The exact name.</param>
    /// <param name="value">The value when found, a slice of a line; otherwise empty.</param>
    /// <returns>As the other.</returns>
    public static CookieReading ReadKept(in StringValues lines, string name, out ReadOnlyMemory<char> value)
    {
        value = default;
        var reading = Read(lines, name, out var found);
        for (var index = 0; reading == CookieReading.Found && index < lines.Count; index++)
        {
            if (lines[index].AsSpan().Overlaps(found, out var start))
            {
                value = lines[index].AsMemory(start, found.Length);
            }
        }

        return reading;
    }

    /// <summary>Looks a name up in all field lines, which count as one list.</summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <param name="name">The exact name.</param>
    /// <param name="value">The value when found, a slice of a line; otherwise empty.</param>
    /// <returns>Found only for exactly one occurrence whose value is base64url without quotes.</returns>
    public static CookieReading Read(in StringValues lines, string name, out ReadOnlySpan<char> value)
    {
        value = default;
        var reading = CookieReading.Absent;
        for (var index = 0; index < lines.Count; index++)
        {
            var rest = lines[index].AsSpan();
            while (!rest.IsEmpty)
            {
                var pair = NextPair(ref rest);
                if (!LooksLike(pair, name))
                {
                    continue;
                }

                var candidate = pair[(name.Length + 1)..];
                if (reading == CookieReading.Found || !IsExact(pair, name) || !CookieText.IsBase64Url(candidate))
                {
                    value = default;
                    return CookieReading.Malformed;
                }

                reading = CookieReading.Found;
                value = candidate;
            }
        }

        return reading;
    }

    /// <summary>Finds the value of a name that occurs once and in its exact spelling, whatever the value is.</summary>
    /// <returns>False for a name that is absent, occurs twice, or looks like another one beside it: then which one is meant is unknown.</returns>
    public static bool TryReadOnly(in StringValues lines, string name, out ReadOnlySpan<char> value)
    {
        value = default;
        var found = 0;
        var isExact = true;
        for (var index = 0; index < lines.Count; index++)
        {
            var rest = lines[index].AsSpan();
            while (!rest.IsEmpty)
            {
                var pair = NextPair(ref rest);
                if (LooksLike(pair, name))
                {
                    found++;
                    isExact &= IsExact(pair, name);
                    value = pair[(name.Length + 1)..];
                }
            }
        }

        return found == 1 && isExact;
    }

    private static ReadOnlySpan<char> NextPair(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        var pair = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];

        // Spaces and tabs only: trimming what Unicode calls white space would turn U+2000 + '__Host-sid', which a
        // browser takes for an unprotected name, into the protected one.
        return pair.TrimStart(WhiteSpace);
    }

    private static bool LooksLike(ReadOnlySpan<char> pair, string name) =>
        pair.Length > name.Length
        && pair[name.Length] == '='
        && pair[..name.Length].Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsExact(ReadOnlySpan<char> pair, string name) =>
        pair.StartsWith(name, StringComparison.Ordinal);
}
