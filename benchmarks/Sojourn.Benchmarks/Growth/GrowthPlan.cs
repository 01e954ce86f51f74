namespace Sojourn.Benchmarks.Growth;

/// <summary>How many sessions, and how often each thing is done.</summary>
/// <param name="Sizes">How many sessions the stores are filled with, one after the other.</param>
/// <param name="Subjects">Sessions of a subject, and how many such subjects are listed and ended in each round.</param>
/// <param name="Rounds">How often every store is measured.</param>
/// <param name="Samples">How many sessions are read, renewed and ended in each round.</param>
internal sealed record GrowthPlan(
    IReadOnlyList<int> Sizes, IReadOnlyDictionary<int, int> Subjects, int Rounds, int Samples)
{
    public static GrowthPlan Full { get; } = new(
        [10_000, 100_000, 1_000_000], new Dictionary<int, int> { [1] = 10, [10] = 10, [1000] = 1 }, Rounds: 5, Samples: 100);

    public static GrowthPlan Quick { get; } = new(
        [2500], new Dictionary<int, int> { [1] = 2, [10] = 2, [100] = 1 }, Rounds: 1, Samples: 10);

    /// <summary>One part of the samples is read, one ended.</summary>
    public int SamplesInAll => Rounds * Samples * 2;
}
