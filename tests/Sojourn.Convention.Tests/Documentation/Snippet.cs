namespace Sojourn.Convention.Documentation;

/// <summary>
/// The regions under <c>samples/Snippets</c> and <c>web/recipes</c>, from <c>// snippet: name</c> to <c>// end</c>, or with
/// <c>#</c> in configurations.
/// </summary>
internal static class Snippet
{
    private const string Start = " snippet: ";
    private const string End = " end";

    private static readonly string[] Folders = ["samples/Snippets", "web/recipes"];
    private static readonly string[] Extensions = [".cs", ".ts", ".tsx", ".conf"];
    private static readonly string[] Comments = ["//", "#"];

    public static Dictionary<string, string> All() =>
        Folders.SelectMany(folder => Extensions.SelectMany(extension => Repository.Files(folder, extension)))
            .SelectMany(In)
            .ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> In(string file)
    {
        var lines = Repository.Lines(file);
        for (var start = 0; start < lines.Length; start++)
        {
            var trimmed = lines[start].Trim();
            if (Array.Find(Comments, mark => trimmed.StartsWith(mark + Start, StringComparison.Ordinal)) is { } comment)
            {
                var end = Array.FindIndex(lines, start, line => string.Equals(line.Trim(), comment + End, StringComparison.Ordinal));
                yield return KeyValuePair.Create(trimmed[(comment + Start).Length..], Dedent(lines[(start + 1)..end]).TrimEnd());
            }
        }
    }

    private static string Dedent(string[] lines)
    {
        var margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..] : ""));
    }
}
