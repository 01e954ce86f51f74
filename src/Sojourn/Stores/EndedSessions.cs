using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>One step of ending many.</summary>
/// <param name="Ids">The sessions that this operation ended.</param>
/// <param name="More">Whether live ones may remain: repeat.</param>
public sealed record EndedSessions(IReadOnlyList<SessionId> Ids, bool More);
