namespace Sojourn.Convention;

/// <summary>A convention with its exceptions, each named with its reason: a decision, never an oversight.</summary>
internal static class Rule
{
    public static void Holds(
        string rule, IEnumerable<string> violations, IReadOnlyDictionary<string, string>? exceptions = null)
    {
        var known = exceptions ?? new Dictionary<string, string>(StringComparer.Ordinal);
        var found = violations.ToHashSet(StringComparer.Ordinal);
        var unexpected = found.Where(name => !known.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        var stale = known.Keys.Where(name => !found.Contains(name)).Order(StringComparer.Ordinal).ToList();

        Assert.True(unexpected.Count == 0, $"{rule}\n  {string.Join("\n  ", unexpected)}");
        Assert.True(stale.Count == 0, $"No exception is needed any more for:\n  {string.Join("\n  ", stale)}");
    }
}
