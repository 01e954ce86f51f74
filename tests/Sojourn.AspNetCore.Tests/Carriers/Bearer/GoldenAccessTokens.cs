namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Lines of name=value that another implementation computed; they are added to, never edited.</summary>
internal static class GoldenAccessTokens
{
    private static readonly Dictionary<string, string> Values = Read();

    public static string Text(string name) => Values[name];

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(GoldenAccessTokens).Assembly.GetManifestResourceStream("access-token-v1.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
