namespace Sojourn.Convention.Documentation;

/// <summary>A fenced block of a page, with the name of the snippet that the line before it states.</summary>
internal sealed record CodeBlock(string Page, int Line, string Language, string? Snippet, string Text)
{
    private const string Fence = "```";
    private const string Marker = "<!-- snippet: ";

    public static IEnumerable<CodeBlock> In(string page)
    {
        var lines = Repository.Lines(page);
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, start + 1, line => line.StartsWith(Fence, StringComparison.Ordinal));
            var name = start > 0 && lines[start - 1].StartsWith(Marker, StringComparison.Ordinal)
                ? lines[start - 1][Marker.Length..].Replace(" -->", "", StringComparison.Ordinal).Trim()
                : null;
            yield return new CodeBlock(
                page, start + 1, lines[start][Fence.Length..].Trim(), name, string.Join('\n', lines[(start + 1)..end]));
            start = end;
        }
    }
}
