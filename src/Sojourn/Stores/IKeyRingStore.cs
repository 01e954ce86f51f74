namespace Sojourn.Stores;

/// <summary>Keeps the key ring as one value that is replaced as a whole: eight nodes that start together make one ring.</summary>
public interface IKeyRingStore
{
    /// <summary>Reads the ring.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The ring; version 0 and no bytes when there is none yet.</returns>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    ValueTask<KeyRingRecord> GetAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the ring if nobody else has.</summary>
    /// <param name="ring">The new ring; its version must be <paramref name="expectedVersion"/> + 1.</param>
    /// <param name="expectedVersion">The version that the stored ring must have; 0 = there must be none.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>False when the stored ring has another version; nothing changed.</returns>
    /// <exception cref="ArgumentException">The new version does not follow the expected one.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask<bool> ReplaceAsync(KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken);
}
