namespace Sojourn.Stores;

/// <summary>Tells a node what others changed. A store may offer it; without it, ends are seen within the staleness bound.</summary>
public interface IStoreChangeFeed
{
    /// <summary>Everything after a position, then live: ends, rotations, other changes and cut-offs, at least once, in any order.</summary>
    /// <param name="position">The last position seen; null = from <paramref name="since"/>.</param>
    /// <param name="since">Store time from which to start when there is no position.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>
    /// An endless sequence: <see cref="StoreChangeKind.Listening"/> once it has caught up,
    /// <see cref="StoreChangeKind.Alive"/> at least every second, <see cref="StoreChangeKind.Interrupted"/> when
    /// something may have been missed, <see cref="StoreChangeKind.WentBack"/> when the engine has lost what it had told
    /// (the enumeration then goes on and catches up by itself).
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, CancellationToken cancellationToken);
}
