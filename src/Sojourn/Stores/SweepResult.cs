using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>What one step of the sweep did.</summary>
/// <param name="Expired">The records that this step ended, with their endings; each is returned to one caller only.</param>
/// <param name="Removed">How many tombstones it removed.</param>
/// <param name="More">Whether there is more to do now: repeat.</param>
public sealed record SweepResult(IReadOnlyList<SessionRecord> Expired, int Removed, bool More);
