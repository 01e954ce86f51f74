namespace Sojourn.Stores;

/// <summary>What became of an insert.</summary>
public enum CreateStatus
{
    /// <summary>The record was inserted.</summary>
    Created,

    /// <summary>A record with this id exists, live or ended; nothing changed.</summary>
    AlreadyExists,

    /// <summary>The subject has reached its limit, and the limit refuses; nothing changed.</summary>
    LimitReached,
}
