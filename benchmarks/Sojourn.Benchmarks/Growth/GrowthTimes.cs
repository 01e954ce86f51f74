using System.Diagnostics;

namespace Sojourn.Benchmarks.Growth;

/// <summary>How long each thing took, every time that it was done.</summary>
internal sealed class GrowthTimes
{
    private readonly Dictionary<string, List<double>> _microseconds = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were first done.</summary>
    public IEnumerable<string> Actions => _microseconds.Keys;

    public async Task MeasureAsync(string action, Func<ValueTask> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        var took = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        if (!_microseconds.TryGetValue(action, out var all))
        {
            _microseconds.Add(action, all = []);
        }

        all.Add(took);
    }

    public double Median(string action) => Medians.Of(_microseconds[action]);

    public double Slow(string action) => Medians.At(_microseconds[action], 0.95);
}
