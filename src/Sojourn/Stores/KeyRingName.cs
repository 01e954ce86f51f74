namespace Sojourn.Stores;

/// <summary>Which of the rings that a store keeps.</summary>
/// <remarks>The numbers are what stores write; they are never given to another ring.</remarks>
public enum KeyRingName
{
    /// <summary>No ring; never stored.</summary>
    None = 0,

    /// <summary>The keys that stamp, seal and sign.</summary>
    Sessions = 1,

    /// <summary>The host's Data Protection keys, if it keeps them here.</summary>
    DataProtection = 2,
}
