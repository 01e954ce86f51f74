namespace Sojourn.Validation;

/// <summary>A genuine token as the rotation table sees it.</summary>
/// <param name="Generation">The token's generation.</param>
/// <param name="MatchesCurrent">Its hash equals the record's current one.</param>
/// <param name="MatchesPrevious">Its hash equals the record's previous one.</param>
/// <param name="IsRefresh">It was presented to be refreshed.</param>
/// <param name="Attempt">The hash of the refresh attempt; zero = none.</param>
internal readonly record struct PresentedGeneration(
    int Generation, bool MatchesCurrent, bool MatchesPrevious, bool IsRefresh, UInt128 Attempt);
