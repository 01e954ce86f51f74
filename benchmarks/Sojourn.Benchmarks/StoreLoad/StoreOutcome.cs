namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>What all rounds of one way have shown.</summary>
internal sealed record StoreOutcome(StoreWay Way, IReadOnlyList<StoreCost> Rounds, StoreUse Use)
{
    public double PerSecond => Medians.Of(Rounds.Select(round => round.PerSecond));

    public double Slowest => Rounds.Min(round => round.PerSecond);

    public double Fastest => Rounds.Max(round => round.PerSecond);

    public double CpuMicroseconds => Medians.Of(Rounds.Select(round => round.CpuMicroseconds));

    public double Median => Medians.Of(Rounds.Select(round => round.Median));

    public double Slow => Medians.Of(Rounds.Select(round => round.Slow));

    public double PerRequest(long count) => (double)count / Rounds.Sum(round => round.Requests + Dropped);

    // The load ends a round with one request under way on each connection: answered to nobody, and counted by the store.
    private long Dropped => Way.Program == StoreProgram.PgBench ? 0 : StorePlan.Connections;
}
