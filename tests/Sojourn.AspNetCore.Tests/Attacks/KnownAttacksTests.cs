using System.Text.RegularExpressions;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>The table of known attacks names tests that exist.</summary>
public sealed partial class KnownAttacksTests
{
    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var named = Named().Matches(File.ReadAllText(TablePath()))
            .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value))
            .Distinct()
            .ToList();
        var missing = named.Where(test => !Exists(test.Class, test.Method) && !IsWritten(test.Class, test.Method)).ToList();

        Assert.True(named.Count > 100, $"Only {named.Count} tests were found in the table.");
        Assert.Empty(missing);
    }

    private static bool Exists(string className, string method) => Array.Exists(
        typeof(KnownAttacksTests).Assembly.GetTypes(),
        type => string.Equals(type.Name, className, StringComparison.Ordinal) && type.GetMethod(method) is not null && (type.IsAbstract || type.BaseType == typeof(object)));

    /// <summary>Tests of the other projects, which this one does not reference, by their source.</summary>
    private static bool IsWritten(string className, string method) =>
        new[] { "tests", Path.Combine("src", "Sojourn.Testing.Conformance") }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Root(), folder), className + ".cs", SearchOption.AllDirectories))
            .Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));

    private static string TablePath() => Path.Combine(Root(), "docs", "security", "known-attacks.md");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sojourn.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex(@"`(?<class>\w+(Tests|Suite))\.(?<method>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
