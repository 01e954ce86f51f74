using System.Buffers.Text;
using System.Collections.Concurrent;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Every credential that any site of this run has handed out, and the search for a trace of one.</summary>
internal static class IssuedTokens
{
    public const int TextLength = 72;

    private const int SecretOffset = 22;
    private const int WindowLength = 16;
    private const int LongStep = 8;
    private const int SealedHeaderLength = 32;

    private static readonly ConcurrentDictionary<string, byte> All = new(StringComparer.Ordinal);

    public static int Count => All.Count;

    /// <summary>Notes a session token, a sealed text, or an access token.</summary>
    public static void Add(string text)
    {
        if (text.Length >= TextLength)
        {
            All.TryAdd(text, 0);
        }
    }

    /// <summary>For a test that writes the token into a URL itself: there the host's request log finds it.</summary>
    public static void Publish(string text) => All.TryRemove(text, out _);

    /// <summary>The lines that show a part of a token's secret or stamp: as base64url at any place in it, or as hexadecimal.</summary>
    public static List<string> TracesIn(IEnumerable<string> lines)
    {
        var windows = new HashSet<string>(All.Keys.SelectMany(WindowsOf), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        return [.. lines.Where(line => Shows(line, windows))];
    }

    private static bool Shows(string line, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> windows)
    {
        for (var start = 0; start + WindowLength <= line.Length; start++)
        {
            if (windows.Contains(line.AsSpan(start, WindowLength)))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> WindowsOf(string text) =>
        text.Length == TextLength ? WindowsOfToken(text) : WindowsOfLongText(text);

    /// <summary>
    /// Of a signed text the signature: what it signs is no secret. Of a sealed one everything behind its header. One window in
    /// eight, so that a run's thousands of long texts stay searchable: a piece of 23 characters holds a whole one.
    /// </summary>
    private static IEnumerable<string> WindowsOfLongText(string text)
    {
        var first = Math.Max(text.LastIndexOf('.') + 1, text.Contains('.', StringComparison.Ordinal) ? 0 : SealedHeaderLength);
        for (var start = first; start + WindowLength <= text.Length; start += LongStep)
        {
            yield return text.Substring(start, WindowLength);
        }
    }

    private static IEnumerable<string> WindowsOfToken(string token)
    {
        var bytes = Base64Url.DecodeFromChars(token);

        // From the first character that holds nothing but secret; the id before it is public.
        var first = ((SecretOffset * 4) + 2) / 3;
        for (var start = first; start + WindowLength <= token.Length; start++)
        {
            yield return token.Substring(start, WindowLength);
        }

        var hexadecimal = Convert.ToHexString(bytes.AsSpan(SecretOffset));
        for (var start = 0; start + WindowLength <= hexadecimal.Length; start += 2)
        {
            yield return hexadecimal.Substring(start, WindowLength);
        }
    }
}
