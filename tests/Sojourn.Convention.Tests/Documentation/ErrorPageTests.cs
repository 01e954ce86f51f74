using System.Text.RegularExpressions;

namespace Sojourn.Convention.Documentation;

/// <summary>Every error id has a page, and every page an error id.</summary>
public sealed partial class ErrorPageTests
{
    private const string Folder = "docs/reference/errors";

    private static readonly Dictionary<string, string> Retired = new(StringComparer.Ordinal);

    [Fact]
    public void Every_error_id_has_a_page()
    {
        var pages = Pages().Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);

        Rule.Holds($"Write a page in '{Folder}' (H-37).", Ids().Where(id => !pages.Contains(id)));
    }

    [Fact]
    public void Every_page_has_an_error_id()
    {
        var ids = Ids();

        Rule.Holds(
            "The code has no such id. Retired ids keep their page and are listed here.",
            Pages().Select(page => Path.GetFileNameWithoutExtension(page)!).Where(id => !ids.Contains(id)),
            Retired);
    }

    [Fact]
    public void A_page_begins_with_its_id()
    {
        var nameless = Pages().Where(page => !Repository.Lines(page)[0].StartsWith($"# {Path.GetFileNameWithoutExtension(page)}: ", StringComparison.Ordinal));

        Rule.Holds("A page begins with '# SOJ####: what went wrong'.", nameless);
    }

    private static IEnumerable<string> Pages() => Repository.Files(Folder, ".md");

    private static HashSet<string> Ids() => Shipping.Sources
        .SelectMany(source => ErrorId().Matches(Repository.Read(source)).Select(match => match.Value))
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("SOJ[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorId();
}
