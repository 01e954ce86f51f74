using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Finds what is wrong with the options of access tokens, for a host that issues them.</summary>
internal static class BearerOptionsCheck
{
    private const int LongestText = 256;

    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestSkew = TimeSpan.FromMinutes(5);

    /// <summary>Adds one message for each fault.</summary>
    public static void AddFaults(BearerOptions options, List<string> faults)
    {
        if (!IsIssuer(options.Issuer))
        {
            faults.Add(OptionFaults.OutOfRange(
                "Sojourn:Bearer:Issuer", options.Issuer,
                "an https address (http on this machine) of at most 256 characters without user, query and fragment, such as 'https://app.example.com'"));
        }

        if (options.Audience is { } audience && !IsText(audience))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Bearer:Audience", audience, "1 to 256 printable ASCII characters without spaces"));
        }

        if (!IsText(options.ClientId))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Bearer:ClientId", options.ClientId, "1 to 256 printable ASCII characters without spaces"));
        }

        if (options.Lease < ShortestLease || options.Lease > LongestLease || options.Lease.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            faults.Add(OptionFaults.OutOfRange(
                "Sojourn:Bearer:Lease", options.Lease, $"'{ShortestLease}' to '{LongestLease}' in whole seconds"));
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > LongestSkew)
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Bearer:ClockSkew", options.ClockSkew, $"'{TimeSpan.Zero}' to '{LongestSkew}'"));
        }
    }

    private static bool IsIssuer(string? text) =>
        IsText(text)
        && text!.AsSpan().IndexOfAny('?', '#') < 0
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Host.Length > 0
        && address.UserInfo.Length == 0
        && (string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            || (string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && address.IsLoopback));

    private static bool IsText(string? text) =>
        text is { Length: > 0 and <= LongestText } && text.All(character => character is > ' ' and <= '~');
}
