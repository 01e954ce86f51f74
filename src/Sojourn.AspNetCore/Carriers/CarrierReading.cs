namespace Sojourn.AspNetCore.Carriers;

/// <summary>What a carrier found in a request.</summary>
internal enum CarrierReading
{
    /// <summary>Nothing of this carrier.</summary>
    Absent = 0,

    /// <summary>A token whose shape is right.</summary>
    Presented,

    /// <summary>Something that cannot have been issued here: duplicates, look-alikes, garbage.</summary>
    Malformed,
}
