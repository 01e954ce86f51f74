namespace Sojourn.Stores;

/// <summary>Keeps key rings, each as one value that is replaced as a whole: eight nodes that start together make one ring.</summary>
/// <remarks>A ring is opaque, encrypted bytes, up to a megabyte. Rings know nothing of each other.</remarks>
public interface IKeyRingStore
{
    /// <summary>Reads a ring.</summary>
    /// <param name="name">Which ring.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The ring; version 0 and no bytes when there is none yet.</returns>
    /// <exception cref="ArgumentException">The name is not one of the closed list.</exception>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken);

    /// <summary>Replaces a ring if nobody else has.</summary>
    /// <param name="name">Which ring.</param>
    /// <param name="ring">The new ring; its version must be <paramref name="expectedVersion"/> + 1.</param>
    /// <param name="expectedVersion">The version that the stored ring must have; 0 = there must be none.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>False when the stored ring has another version; nothing changed.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the new version does not follow the expected one.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken);
}
