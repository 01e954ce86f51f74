namespace Sojourn.Canaries;

/// <summary>What the last canaries say of this node.</summary>
internal enum RevocationState
{
    /// <summary>Revocations arrive as promised, or nothing has been measured yet.</summary>
    Kept,

    /// <summary>They arrive later than promised.</summary>
    Late,

    /// <summary>No canary has been seen for some intervals, so nothing is known.</summary>
    Unseen,
}
