using System.Buffers.Text;
using System.Collections.Concurrent;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Every token that any site of this run has handed out, and the search for a trace of one.</summary>
internal static class IssuedTokens
{
    public const int TextLength = 72;

    private const int SecretOffset = 22;
    private const int WindowLength = 16;

    private static readonly ConcurrentDictionary<string, byte> All = new(StringComparer.Ordinal);

    public static int Count => All.Count;

    public static void Add(string text)
    {
        if (text.Length == TextLength)
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

    private static IEnumerable<string> WindowsOf(string token)
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
