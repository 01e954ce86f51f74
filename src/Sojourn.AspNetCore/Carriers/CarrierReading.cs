namespace Sojourn.AspNetCore.Carriers;

/// <summary>What a carrier found in a request.</summary>
internal enum CarrierReading
{
    /// <summary>Nothing of this carrier.</summary>
    Absent = 0,

    /// <summary>A credential whose shape is right.</summary>
    Presented,

    /// <summary>A credential that authenticates nothing here; it names the session that a sign-in replaces or a sign-out ends.</summary>
    Held,

    /// <summary>Something that cannot have been issued here: duplicates, look-alikes, garbage.</summary>
    Malformed,
}
