using System.Text.RegularExpressions;

namespace Sojourn.Convention.Documentation;

/// <summary>The codes of refusals are public: the page and the browser client know each of them.</summary>
public sealed partial class ProblemTests
{
    private static IEnumerable<string> Codes =>
        Problem().Matches(Repository.Read("src/Sojourn.AspNetCore/Pipeline/Problems.cs")).Select(match => match.Groups["code"].Value);

    [Fact]
    public void The_page_lists_every_problem_code()
    {
        var page = Repository.Lines("docs/reference/http.md");

        Rule.Holds(
            "Add a row to the table of problems in 'docs/reference/http.md'.",
            Codes.Where(code => !Array.Exists(page, line => line.StartsWith($"| `{code}` | ", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_browser_client_knows_every_problem_code()
    {
        var client = Repository.Read("web/packages/client/src/errors.ts");

        Rule.Holds(
            "Add the code to 'web/packages/client/src/errors.ts'.",
            Codes.Where(code => !client.Contains($"'{code}'", StringComparison.Ordinal)));
    }

    [GeneratedRegex("""\bOf\(\s*"(?<code>[a-z-]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Problem();
}
