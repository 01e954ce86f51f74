namespace Sojourn.Stores;

/// <summary>What became of a conditional change.</summary>
public enum ChangeStatus
{
    /// <summary>Everything was applied and the version advanced by one.</summary>
    Applied,

    /// <summary>The record lives but has another version; nothing changed.</summary>
    Conflict,

    /// <summary>The session has ended; nothing changed.</summary>
    Ended,

    /// <summary>There is no such record; nothing was created.</summary>
    NotFound,
}
