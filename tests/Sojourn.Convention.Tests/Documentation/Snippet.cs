namespace Sojourn.Convention.Documentation;

/// <summary>The regions under <c>samples/Snippets</c> and <c>web/recipes</c>, from <c>// snippet: name</c> to <c>// end</c>.</summary>
internal static class Snippet
{
    private const string Start = "// snippet: ";
    private const string End = "// end";

    public static Dictionary<string, string> All() =>
        Repository.Files("samples/Snippets", ".cs").Concat(Repository.Files("samples/Snippets", ".tsx"))
            .Concat(Repository.Files("web/recipes", ".ts")).Concat(Repository.Files("web/recipes", ".tsx"))
            .SelectMany(In)
            .ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> In(string file)
    {
        var lines = Repository.Lines(file);
        for (var start = 0; start < lines.Length; start++)
        {
            var trimmed = lines[start].Trim();
            if (trimmed.StartsWith(Start, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, start, line => line.Trim() is End);
                yield return KeyValuePair.Create(trimmed[Start.Length..], Dedent(lines[(start + 1)..end]).TrimEnd());
            }
        }
    }

    private static string Dedent(string[] lines)
    {
        var margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..] : ""));
    }
}
