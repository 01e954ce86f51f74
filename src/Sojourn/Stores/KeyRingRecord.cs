namespace Sojourn.Stores;

/// <summary>A whole key ring, as a store keeps it.</summary>
/// <param name="Version">0 = there is no ring yet; otherwise it counts the replacements.</param>
/// <param name="Protected">The ring, encrypted by a key from outside the store.</param>
public sealed record KeyRingRecord(long Version, ReadOnlyMemory<byte> Protected);
