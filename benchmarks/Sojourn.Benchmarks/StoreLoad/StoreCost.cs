namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>What one round has shown.</summary>
internal sealed record StoreCost(long Requests, double PerSecond, double CpuMicroseconds, double Median, double Slow);
