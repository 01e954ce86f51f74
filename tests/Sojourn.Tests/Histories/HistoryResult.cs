using Sojourn.Sessions;

namespace Sojourn.Histories;

/// <summary>What a history came to.</summary>
internal sealed record HistoryResult
{
    public required HistoryPlan Plan { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    public required EndReason EndedAs { get; init; }

    /// <summary>The presentation that ended it as reuse, in words.</summary>
    public required string? Reuse { get; init; }

    /// <summary>Whether the thief ever used the copy.</summary>
    public required bool IsStolen { get; init; }

    /// <summary>From the first use of the copy to the end, or to the end of the history.</summary>
    public required TimeSpan UntilNoticed { get; init; }

    /// <summary>The owner's refreshes in that time.</summary>
    public required int OwnerRefreshes { get; init; }

    /// <summary>How often one of the two came with the older token within the grace of the other's rotation.</summary>
    public required int GraceLandings { get; init; }

    public required TimeSpan ThiefHeld { get; init; }

    public required int LongestWait { get; init; }

    public required int Refreshes { get; init; }

    public required int Rotations { get; init; }

    /// <summary>Generations of which an answer was taken for lost by another attempt.</summary>
    public required int Counted { get; init; }

    public required int EarlyLapses { get; init; }

    public bool IsNoticed => EndedAs == EndReason.Reuse;
}
