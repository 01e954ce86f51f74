namespace Sojourn.Benchmarks.Lag;

/// <summary>What one part has shown.</summary>
/// <param name="Store">Whose feed.</param>
/// <param name="Load">What went on meanwhile.</param>
/// <param name="Milliseconds">From the acknowledgement to the refusal, on every other node.</param>
/// <param name="Canaries">The same by the product's own measure.</param>
internal sealed record LagOutcome(string Store, string Load, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> Canaries);
