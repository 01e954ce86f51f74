using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Carriers.Cookies;

namespace Sojourn.AspNetCore.Carriers.Sealed;

// A sealed text in cookies: the first one, under the cookie's own name, begins with the number of cookies, '1' to '3'; the
// others are named '-2' and '-3'. All are one text under one seal. A session token never begins with a digit.

/// <summary>Cuts a sealed text into cookies that a browser stores, and joins them again.</summary>
internal static class SealedCookies
{
    /// <summary>How many cookies a session may take.</summary>
    public const int Most = 3;

    // Names, digit and attributes besides: browsers keep 4,096 octets of name and value.
    private const int LongestPiece = 4_050;

    /// <summary>How many cookies a text takes.</summary>
    public static int CountOf(int length) => (length + LongestPiece - 1) / LongestPiece;

    /// <summary>Reads the one form that <see cref="Write"/> gives a text.</summary>
    /// <param name="lines">The field lines of the request.</param>
    /// <param name="template">The first cookie.</param>
    /// <param name="text">The text; a slice of the header unless there are several cookies.</param>
    /// <returns>
    /// Malformed when a cookie is missing, too many, or not of the length that its place demands: whoever can plant one
    /// beside the others must not choose what is read.
    /// </returns>
    public static CarrierReading Read(in StringValues lines, CookieTemplate template, out ReadOnlyMemory<char> text)
    {
        text = default;
        switch (CookieHeaderReader.ReadKept(lines, template.Name, out var first))
        {
            case CookieReading.Absent:
                return CarrierReading.Absent;
            case CookieReading.Malformed:
                return CarrierReading.Malformed;
        }

        var digit = first.Span[0];
        if (!char.IsAsciiDigit(digit))
        {
            return CarrierReading.Absent;
        }

        var count = digit - '0';
        if (count is < 1 or > Most || first.Length - 1 > LongestPiece)
        {
            return CarrierReading.Malformed;
        }

        return count == 1 && !HasRest(lines, template, after: 1)
            ? Whole(first[1..], out text)
            : Join(lines, template, first[1..], count, out text);
    }

    public static void Write(ResponseCookies cookies, CookieTemplate template, string text, TimeSpan? life)
    {
        var count = CountOf(text.Length);
        for (var number = 1; number <= count; number++)
        {
            var start = (number - 1) * LongestPiece;
            var piece = text.AsSpan(start, Math.Min(LongestPiece, text.Length - start));
            cookies.Set(template.Chunk(number), number == 1 ? $"{count}{piece}" : piece, life);
        }
    }

    private static CarrierReading Whole(ReadOnlyMemory<char> value, out ReadOnlyMemory<char> text)
    {
        text = value;
        return value.IsEmpty ? CarrierReading.Malformed : CarrierReading.Presented;
    }

    private static CarrierReading Join(
        in StringValues lines, CookieTemplate template, ReadOnlyMemory<char> first, int count, out ReadOnlyMemory<char> text)
    {
        text = default;
        var joined = first.ToString();
        for (var number = 2; number <= count; number++)
        {
            // Every piece but the last is full: there is one way to cut a text, and no other is read.
            if (joined.Length != (number - 1) * LongestPiece
                || CookieHeaderReader.ReadKept(lines, template.Chunk(number).Name, out var piece) != CookieReading.Found
                || piece.Length > LongestPiece)
            {
                return CarrierReading.Malformed;
            }

            joined += piece.ToString();
        }

        if (HasRest(lines, template, count))
        {
            return CarrierReading.Malformed;
        }

        text = joined.AsMemory();
        return CarrierReading.Presented;
    }

    private static bool HasRest(in StringValues lines, CookieTemplate template, int after)
    {
        for (var number = after + 1; number <= Most; number++)
        {
            if (CookieHeaderReader.ReadKept(lines, template.Chunk(number).Name, out _) != CookieReading.Absent)
            {
                return true;
            }
        }

        return false;
    }
}
