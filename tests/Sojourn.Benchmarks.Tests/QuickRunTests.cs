using Sojourn.Benchmarks.Lag;

namespace Sojourn.Benchmarks;

/// <summary>The measurements over stores run with few of everything, so that none of them rots.</summary>
public sealed class QuickRunTests
{
    [Fact]
    public async Task Lag_measures_both_stores_idle_and_under_load()
    {
        var outcomes = await LagMeasurement.RunAsync(new LagPlan(Ends: 2, TimeSpan.Zero));
        await using var text = new StringWriter();
        await LagReport.WriteAsync(text, outcomes);

        Assert.Equal(4, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal(2 * (LagPlan.Nodes - 1), outcome.Milliseconds.Count));
        Assert.Contains("| SQLite |", text.ToString(), StringComparison.Ordinal);
    }
}
