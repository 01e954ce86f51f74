namespace Sojourn.Benchmarks.Lag;

/// <summary>How many ends, and how long each part goes on at least.</summary>
/// <param name="Ends">How many sessions are ended one after the other, at least.</param>
/// <param name="Duration">How long each part goes on at least, so that some canaries fall into it.</param>
internal sealed record LagPlan(int Ends, TimeSpan Duration)
{
    public const int Nodes = 4;

    /// <summary>How long a node that does not refuse is asked before the run is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static LagPlan Full { get; } = new(Ends: 300, TimeSpan.FromSeconds(45));

    public static LagPlan Quick { get; } = new(Ends: 5, TimeSpan.FromSeconds(1));
}
