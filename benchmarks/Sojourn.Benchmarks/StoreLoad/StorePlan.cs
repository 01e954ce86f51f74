namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>How long and with how many.</summary>
/// <param name="Rounds">How often each way is measured.</param>
/// <param name="Seconds">How long each time.</param>
/// <param name="ColdSessions">How many sessions take turns where none is to be remembered.</param>
/// <param name="Settles">How long the server gets to note what it counted before.</param>
internal sealed record StorePlan(int Rounds, int Seconds, int ColdSessions, TimeSpan Settles)
{
    /// <summary>Connections of the load, and of each program to its database.</summary>
    public const int Connections = 32;

    /// <summary>More than one where sessions are remembered too: a peer that writes at each request would wait for its own row.</summary>
    public const int WarmSessions = 64;

    public static StorePlan Full { get; } = new(Rounds: 5, Seconds: 4, ColdSessions: 4000, TimeSpan.FromSeconds(11));

    public static StorePlan Quick { get; } = new(Rounds: 1, Seconds: 1, ColdSessions: 200, TimeSpan.Zero);
}
