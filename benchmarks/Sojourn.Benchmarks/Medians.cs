namespace Sojourn.Benchmarks;

/// <summary>Numbers in order.</summary>
internal static class Medians
{
    public static double Of(IEnumerable<double> values) => At(values, 0.5);

    /// <summary>The value that this share of all does not exceed.</summary>
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Round((sorted.Count - 1) * share)];
    }
}
