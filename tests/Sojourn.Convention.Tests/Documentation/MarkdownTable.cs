namespace Sojourn.Convention.Documentation;

/// <summary>Compares the rows of a page's tables with what the assemblies say.</summary>
internal static class MarkdownTable
{
    /// <param name="page">The page.</param>
    /// <param name="expected">Rows, in any order.</param>
    /// <param name="counts">Which lines of the page are such rows.</param>
    /// <param name="columns">How many leading columns are compared; the rest is explained by hand.</param>
    public static void AssertRows(
        string page, IEnumerable<string> expected, Func<string, bool> counts, int columns = int.MaxValue)
    {
        var found = Repository.Lines(page)
            .Where(line => line.Length > 2 && line[0] == '|' && counts(line))
            .Select(line => Leading(line, columns))
            .ToList();
        var wanted = expected.Select(line => Leading(line, columns)).ToList();
        var missing = wanted.Except(found, StringComparer.Ordinal).ToList();
        var surplus = found.Except(wanted, StringComparer.Ordinal).ToList();

        Assert.True(
            missing.Count + surplus.Count == 0,
            $"'{page}' and the code disagree.\nMissing:\n{string.Join('\n', missing)}\nSurplus:\n{string.Join('\n', surplus)}");
    }

    private static string Leading(string row, int columns) =>
        string.Join('|', row.Trim().Trim('|').Split('|').Take(columns).Select(cell => cell.Trim()));
}
