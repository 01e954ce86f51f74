namespace Sojourn.Benchmarks.Growth;

/// <summary>What one store of one size has shown.</summary>
internal sealed record GrowthOutcome(string Store, int Size, TimeSpan FilledIn, long Heap, long Disk, GrowthTimes Times);
