using System.Text.RegularExpressions;

namespace Sojourn.Convention.Documentation;

/// <summary>Links lead somewhere, and no page knows whose machine it was written on.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] TextEnds =
        [".md", ".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".ts", ".tsx", ".mjs", ".txt", ".yml", ".npmrc", ".config", ".sh"];

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var broken = Pages().SelectMany(page => Links(page)
            .Where(link => !LeadsSomewhere(page, link))
            .Select(link => $"{page}: {link}"));

        Rule.Holds("The link leads nowhere.", broken);
    }

    [Fact]
    public void Every_page_is_on_the_map()
    {
        var linked = Links("docs/index.md").Select(link => Target("docs/index.md", link)).ToHashSet(StringComparer.Ordinal);
        var lost = Repository.Files("docs", ".md")
            .Where(page => page is not "docs/index.md" && !page.StartsWith("docs/reference/errors/", StringComparison.Ordinal))
            .Where(page => !linked.Contains(page));

        Rule.Holds("'docs/index.md' is the map of everything: add the page.", lost);
    }

    [Fact]
    public void No_file_names_a_machine()
    {
        var found = Repository.Files("", "")
            .Where(file => Array.Exists(TextEnds, end => file.EndsWith(end, StringComparison.Ordinal)) || !file.Contains('.', StringComparison.Ordinal))
            .SelectMany(file => MachineName().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"));

        Rule.Holds("A path or host of one machine.", found);
    }

    private static IEnumerable<string> Pages() =>
        Repository.Files("docs", ".md")
            .Concat(Repository.Files("src", ".md"))
            .Concat(Repository.Files("web/packages", ".md"))
            .Concat(new[] { "README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md" }.Where(Repository.Exists));

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static string Target(string page, string link)
    {
        var file = link.Split('#')[0];
        return file.Length == 0
            ? page
            : Path.GetRelativePath(
                Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, file))).Replace('\\', '/');
    }

    private static bool LeadsSomewhere(string page, string link)
    {
        var target = Target(page, link);
        return Repository.Exists(target)
            && (!link.Contains('#', StringComparison.Ordinal) || HasHeading(target, link.Split('#')[1]));
    }

    private static bool HasHeading(string page, string anchor) =>
        page.EndsWith(".md", StringComparison.Ordinal)
        && Repository.Lines(page).Where(line => line.StartsWith('#')).Select(AnchorOf).Contains(anchor, StringComparer.Ordinal);

    /// <summary>As the usual renderers make it: lower case, spaces to hyphens, punctuation gone.</summary>
    private static string AnchorOf(string heading) => string.Concat(heading.TrimStart('#').Trim()
        .Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')
        .Select(character => character == ' ' ? '-' : char.ToLowerInvariant(character)));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        """(?<![\w.:/*-])/(work|root|home|Users)/\w+|[A-Z]:\\Users|"resolved": "https?:|^registry ?=|https?://(10\.|192\.168\.|[\w.-]+\.(internal|corp)\b)[^\s"]*""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex MachineName();
}
