using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>What one read of the feed found.</summary>
/// <param name="Changes">The changes, in no order that means anything.</param>
/// <param name="Position">Where the reader stands after them.</param>
/// <param name="Gap">What stands between the reader's position and the rest, if anything does.</param>
/// <param name="IsLast">Whether the reader has caught up with it.</param>
internal sealed record FeedPage(IReadOnlyList<StoreChange> Changes, FeedPosition Position, FeedGap Gap, bool IsLast);
