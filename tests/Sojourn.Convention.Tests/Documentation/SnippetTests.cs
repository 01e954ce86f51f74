using Snippets;

namespace Sojourn.Convention.Documentation;

/// <summary>Code in the documentation is pulled from a project that compiles (H-33, H-79).</summary>
public sealed class SnippetTests
{
    private static readonly string[] Checked = ["csharp", "tsx", "ts", "nginx"];

    private static IEnumerable<string> Pages => Repository.Files("docs", ".md").Append("README.md");

    [Fact]
    public void Code_in_the_documentation_is_compiled_code()
    {
        var snippets = Snippet.All();
        var different = Pages.SelectMany(CodeBlock.In)
            .Where(block => Checked.Contains(block.Language, StringComparer.Ordinal))
            .Where(block => block.Snippet is null || !string.Equals(snippets.GetValueOrDefault(block.Snippet), block.Text, StringComparison.Ordinal))
            .Select(block => $"{block.Page}:{block.Line}: {block.Snippet ?? "no '<!-- snippet: name -->' before it"}");

        Rule.Holds("The code is not the text of that region under 'samples/Snippets' or 'web/recipes'.", different);
    }

    [Fact]
    public Task The_test_that_the_documentation_shows_passes() =>
        new TestsShown().Somebody_who_is_away_for_half_an_hour_is_signed_out();

    [Fact]
    public void Every_snippet_is_used()
    {
        var used = Pages.SelectMany(CodeBlock.In).Select(block => block.Snippet).ToHashSet(StringComparer.Ordinal);

        Rule.Holds("No page shows this snippet.", Snippet.All().Keys.Where(name => !used.Contains(name)));
    }
}
