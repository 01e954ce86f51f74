namespace Sojourn.Histories;

/// <summary>Everything about a history that its seed decides before it begins.</summary>
internal sealed record HistoryPlan
{
    public required ulong Seed { get; init; }

    public required HistoryKind Kind { get; init; }

    public required TimeSpan Length { get; init; }

    /// <summary>Tabs of the owner's browser; 0 = a native app, which gets its tokens in the body.</summary>
    public required int Tabs { get; init; }

    /// <summary>Whether the tabs of a browser agree on one attempt id.</summary>
    public required bool SharesAttempts { get; init; }

    /// <summary>The share of access tokens that are shown to our own nodes, which acknowledges them.</summary>
    public required double ShownToUs { get; init; }

    public required double Loss { get; init; }

    public required double Stalls { get; init; }

    /// <summary>After this a client gives an answer up; a stalled one takes at most 40 s each way.</summary>
    public required double TimeoutSeconds { get; init; }

    public required int Nodes { get; init; }

    public required bool IsFed { get; init; }

    /// <summary>Whether operations of the store take time, so that requests interleave between them.</summary>
    public required bool HasSlowStore { get; init; }

    public required bool ChangesKeys { get; init; }

    /// <summary>How often the machine sleeps, per hour.</summary>
    public required double Sleeps { get; init; }

    public required Rhythm Rhythm { get; init; }

    public required bool ThiefHasAttempt { get; init; }

    public static HistoryPlan Honest(ulong seed, HistoryKind kind, double hours)
    {
        var dice = new Dice(seed ^ 0x5EED);
        var plan = Of(seed, kind, hours, dice);
        return plan with
        {
            Tabs = dice.Of(0, 1, 1, 2, 3, 8),
            SharesAttempts = dice.Chance(0.5),
        };
    }

    public static HistoryPlan Theft(ulong seed, Rhythm rhythm)
    {
        var dice = new Dice(seed ^ 0x7EEF);
        var plan = Of(seed, HistoryKind.Theft, hours: 24, dice);
        return plan with
        {
            Tabs = dice.Of(0, 1, 1, 1, 2, 4),
            SharesAttempts = true,
            Rhythm = rhythm,
            ThiefHasAttempt = dice.Chance(0.3),
        };
    }

    private static HistoryPlan Of(ulong seed, HistoryKind kind, double hours, Dice dice) => new()
    {
        Seed = seed,
        Kind = kind,
        Length = TimeSpan.FromHours(hours),
        Tabs = 1,
        SharesAttempts = false,
        ShownToUs = dice.Of(0, 0, 0.3, 1),
        Loss = dice.Of(0, 0.002, 0.02, 0.1, 0.3),
        Stalls = dice.Of(0, 0.02, 0.02, 0.2),
        TimeoutSeconds = dice.Of(20, 30, 90),
        Nodes = dice.Of(1, 2),
        IsFed = dice.Chance(0.7),
        HasSlowStore = dice.Chance(0.3),
        ChangesKeys = dice.Chance(0.3),
        Sleeps = dice.Of(0, 0, 0.3, 2),
        Rhythm = Rhythm.None,
        ThiefHasAttempt = false,
    };
}
