using Sojourn.Benchmarks.Growth;
using Sojourn.Benchmarks.Lag;

namespace Sojourn.Benchmarks;

/// <summary>The measurements over stores run with few of everything, so that none of them rots.</summary>
public sealed class QuickRunTests
{
    [Fact]
    public async Task Growth_measures_every_store_and_size()
    {
        var outcomes = await GrowthMeasurement.RunAsync(GrowthPlan.Quick);
        await using var text = new StringWriter();
        await GrowthReport.WriteAsync(text, GrowthPlan.Quick, outcomes);

        Assert.Equal("memory, SQLite, PostgreSQL", string.Join(", ", outcomes.Select(outcome => outcome.Store)));
        Assert.Contains("| PostgreSQL |", text.ToString(), StringComparison.Ordinal);
    }

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
