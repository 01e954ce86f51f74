namespace Sojourn.Soak;

/// <summary>How long, with how many, and by which dice.</summary>
/// <param name="Duration">How long clients and faults go on.</param>
/// <param name="Nodes">How many nodes share the store.</param>
/// <param name="Clients">How many people there are.</param>
/// <param name="Seed">What decides what they do and what breaks. The interleaving is the machine's.</param>
public sealed record SoakPlan(TimeSpan Duration, int Nodes, int Clients, ulong Seed)
{
    /// <summary>How late a node without news may still serve an ended session: the default staleness bound.</summary>
    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a person pauses between two requests.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the server itself is killed and paused as well.</summary>
    public bool BreaksServer { get; init; } = true;
}
