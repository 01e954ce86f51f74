namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The messages of access tokens that cannot be written, each with its stable id and a page in docs/reference/errors.</summary>
/// <remarks>They name claim types, never values: those are personal.</remarks>
internal static class AccessTokenErrors
{
    public static string Reserved(string type) =>
        $"SOJ3020: A claim of the host was expected and '{type}' was found, which has a fixed meaning in an access token. "
        + "Give it another short name.";

    public static string NotText(string type) =>
        $"SOJ3021: A claim with a name of at least one character, and with name and value of well-formed text, was expected and '{type}' was found, which is not. "
        + "Leave it out of the access token.";

    public static string TooManyTypes(int found) =>
        $"SOJ3022: At most {AccessTokenPayload.MostFurtherTypes} claim types were expected in an access token and {found} were found. "
        + "Choose fewer; several values of one type count once.";

    public static string TooLong(int found) =>
        $"SOJ3023: An access token of at most {CompactToken.MaximumLength} characters was expected and it takes {found}. "
        + "Put fewer claims into it; servers that ask for more can be asked by session.";

    public static string TicketTooLarge(int found, int most) =>
        $"SOJ3024: A principal of at most {most} bytes was expected for the carrier 'Bearer' and it takes {found}. "
        + "Keep large claims out of the principal, or use the carrier 'Cookie', whose size does not grow.";
}
