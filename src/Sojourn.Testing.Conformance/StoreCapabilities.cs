namespace Sojourn.Testing.Conformance;

/// <summary>What a store offers beside the core; a missing capability shows as skipped tests with the reason.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>The core alone.</summary>
    None = 0,

    /// <summary>The store is also an <see cref="Stores.ICutOffStore"/>.</summary>
    CutOffs = 1,

    /// <summary>The store is also an <see cref="Stores.IKeyRingStore"/>.</summary>
    KeyRing = 2,

    /// <summary>The store is also an <see cref="Stores.IStoreChangeFeed"/>.</summary>
    ChangeFeed = 4,

    /// <summary>Everything that exists.</summary>
    All = CutOffs | KeyRing | ChangeFeed,
}
