using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Finds a bearer token in the raw <c>Authorization</c> header. Source: RFC 6750 section 2.1; RFC 9110 section 11.4.</summary>
internal static class AuthorizationReader
{
    private const string Scheme = "Bearer";

    /// <summary>Reads the header; a scheme of somebody else is absent here.</summary>
    /// <param name="lines">The field lines.</param>
    /// <param name="text">The token, a slice of the line, when presented.</param>
    /// <returns>Malformed for a bearer scheme without exactly one token, and for several lines of which one is such a scheme.</returns>
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

        text = line.AsMemory(Scheme.Length).TrimStart(' ');
        return text.IsEmpty || text.Length > CompactToken.MaximumLength ? CarrierReading.Malformed : CarrierReading.Presented;
    }

    private static bool IsBearer(string? line) =>
        line is not null
        && line.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (line.Length == Scheme.Length || line[Scheme.Length] == ' ');
}
