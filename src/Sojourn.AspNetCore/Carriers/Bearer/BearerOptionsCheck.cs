using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Finds what is wrong with the options of access tokens, for a host that issues them.</summary>
internal static class BearerOptionsCheck
{
    private const int LongestText = 256;

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

        foreach (var (type, name) in options.ClaimTypes)
        {
            if (!IsText(name) || AccessTokenMembers.IsReserved(name))
            {
                faults.Add(OptionFaults.OutOfRange(
                    $"Sojourn:Bearer:ClaimTypes:{type}", name, "a short name that has no fixed meaning in an access token"));
            }
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
