using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>One page of a listing.</summary>
/// <param name="Sessions">Newest first, tickets left empty.</param>
/// <param name="Next">The cursor of the next page, opaque; null on the last.</param>
public sealed record SessionPage(IReadOnlyList<SessionRecord> Sessions, string? Next);
