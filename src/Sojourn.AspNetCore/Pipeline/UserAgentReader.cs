namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Guesses browser family and platform from a <c>User-Agent</c>.</summary>
/// <remarks>
/// Two ordered tables, first match wins: each browser names those it descends from, so the youngest stands first.
/// Versions are not read; browsers froze them. An iPad in its desktop mode says it is a Mac, and Safari leaves
/// nothing to tell them apart; other browsers there keep a word that exists on iOS only.
/// </remarks>
internal static class UserAgentReader
{
    // Anything a real browser sends is shorter; a header of 32 kB must not cost a search through all of it per word.
    private const int MostCharacters = 512;

    private const string Other = "Other";
    private const string Edge = "Edge";
    private const string Opera = "Opera";
    private const string Chrome = "Chrome";
    private const string Firefox = "Firefox";
    private const string IOS = "iOS";
    private const string MacOS = "macOS";
    private const string Linux = "Linux";

    // What every browser begins with. Without it no guess is made: it is a program, and 'curl' is no device of a
    // person.
    private const string BrowserMark = "Mozilla/";

    private static readonly (string Word, string Name)[] Browsers =
    [
        ("Edg/", Edge), ("EdgA/", Edge), ("EdgiOS/", Edge), ("Edge/", Edge),
        ("OPR/", Opera), ("OPX/", Opera), ("OPT/", Opera), ("OPiOS/", Opera),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", Other), ("YaBrowser/", Other), ("UCBrowser/", Other), ("DuckDuckGo/", Other), ("Ddg/", Other),
        ("HuaweiBrowser/", Other), ("MiuiBrowser/", Other), ("Whale/", Other), ("QQBrowser/", Other),
        ("FxiOS/", Firefox), ("Firefox/", Firefox),
        ("CriOS/", Chrome), ("Chrome/", Chrome), ("Chromium/", Chrome), ("HeadlessChrome/", Chrome),
        ("Safari/", "Safari"),
        (BrowserMark, Other),
    ];

    private static readonly (string Word, string Name)[] Platforms =
    [
        ("CriOS/", IOS), ("FxiOS/", IOS), ("EdgiOS/", IOS), ("OPiOS/", IOS), ("OPT/", IOS),
        ("iPhone", IOS), ("iPad", IOS), ("iPod", IOS),
        ("Android", "Android"),
        ("CrOS ", "ChromeOS"),
        ("Windows", "Windows"),
        ("Macintosh", MacOS), ("Mac OS X", MacOS),
        ("Linux", Linux), ("X11", Linux),
        (BrowserMark, Other),
    ];

    public static UserAgent Read(string? text)
    {
        var head = text.AsSpan(0, Math.Min(text?.Length ?? 0, MostCharacters));
        if (!head.StartsWith(BrowserMark, StringComparison.Ordinal))
        {
            return default;
        }

        var platform = FirstOf(Platforms, head);

        // A Mac has no 'Mobile/' build: this is an iPad that asks for desktop pages.
        var isHidingPad = string.Equals(platform, MacOS, StringComparison.Ordinal)
            && head.Contains("Mobile/", StringComparison.Ordinal);
        return new UserAgent(FirstOf(Browsers, head), isHidingPad ? IOS : platform);
    }

    private static string? FirstOf((string Word, string Name)[] table, ReadOnlySpan<char> text)
    {
        foreach (var (word, name) in table)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }
}
