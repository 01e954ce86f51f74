using System.Text.RegularExpressions;

namespace Sojourn.Convention.Code;

/// <summary>One type per file, in the folder that its namespace says, not too long, nothing switched off unseen.</summary>
public sealed partial class FileTests
{
    private const int LongestFile = 300;

    private static readonly string[] RegistrationNamespaces =
        ["Microsoft.Extensions.DependencyInjection", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http"];

    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["tests/Sojourn.Convention.Tests/Surface/EveryName.cs"] = "a list of names and nothing else",
    };

    private static readonly Dictionary<string, string> SeveralTypes = new(StringComparer.Ordinal);

    [Fact]
    public void A_file_declares_one_type_and_is_named_after_it()
    {
        var others = Shipping.Sources.Where(source =>
        {
            var types = TypeDeclaration().Matches(Repository.Read(source)).Select(match => match.Groups["name"].Value);
            return !types.SequenceEqual([Path.GetFileName(source).Split('.')[0]], StringComparer.Ordinal);
        });

        Rule.Holds("One type per file, the file named after it (H-14).", others, SeveralTypes);
    }

    [Fact]
    public void A_namespace_is_the_folder()
    {
        Rule.Holds("The namespace follows the folder (H-6).", Shipping.Sources.Where(source => !IsInItsFolder(source)));
    }

    [Fact]
    public void Files_have_at_most_300_lines()
    {
        var lengths = Shipping.Sources.ToDictionary(
            source => source, source => Repository.Lines(source).Length, StringComparer.Ordinal);
        var sorted = lengths.Values.Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{sorted.Count} files under src: median {sorted[sorted.Count / 2]} lines, 90 % up to {sorted[sorted.Count * 9 / 10]}, longest {sorted[^1]}.");

        var everywhere = Shipping.Sources.Concat(Repository.Files("tests", ".cs")).Concat(Repository.Files("samples", ".cs"));
        Rule.Holds(
            "300 lines are the wall (H-15).",
            everywhere.Where(source => Repository.Lines(source).Length > LongestFile),
            LongFiles);
    }

    [Fact]
    public void Nothing_is_switched_off_without_a_reason()
    {
        var sources = Shipping.Sources.ToList();
        var pragmas = sources.Where(source => PragmaWarning().IsMatch(Repository.Read(source)));
        var suppressions = sources
            .SelectMany(source => Suppression().Matches(Repository.Read(source)).Select(match => (Source: source, match.Value)))
            .ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{suppressions.Count} suppressions under src, all with a reason.");

        Rule.Holds("No 'pragma warning disable' (H-86).", pragmas);
        Rule.Holds(
            "A suppression needs a justification (H-86).",
            suppressions.Where(found => !found.Value.Contains("Justification", StringComparison.Ordinal)).Select(found => found.Source));
    }

    private static bool IsInItsFolder(string source)
    {
        var parts = source.Split('/');
        var expected = string.Join('.', parts[1..^1]);
        var actual = NamespaceDeclaration().Match(Repository.Read(source)).Groups["name"].Value;
        return string.Equals(actual, expected, StringComparison.Ordinal)
            || (source.EndsWith("Extensions.cs", StringComparison.Ordinal) && RegistrationNamespaces.Contains(actual, StringComparer.Ordinal));
    }

    [GeneratedRegex(
        @"^(public |internal |sealed |abstract |static |readonly |ref |partial |unsafe )*(class|record struct|record|struct|interface|enum|delegate [\w<>]+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"^\s*#pragma\s+warning\s+disable", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PragmaWarning();

    [GeneratedRegex(@"\[(assembly: )?(Unconditional)?SuppressMessage\([^\]]*\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();
}
