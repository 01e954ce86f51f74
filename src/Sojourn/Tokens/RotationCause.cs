namespace Sojourn.Tokens;

/// <summary>Why a token was last replaced. A refresh derives its successor; every other cause takes a fresh secret.</summary>
/// <remarks>The numbers are stored; they are never reused.</remarks>
public enum RotationCause
{
    /// <summary>A refresh: racing refreshes obtain the same, derived successor.</summary>
    Refresh = 0,

    /// <summary>The host asked for it.</summary>
    Demand = 1,

    /// <summary>A rise of privilege: the holder of the older token never receives the successor.</summary>
    Elevation = 2,

    /// <summary>A new ticket for the same session.</summary>
    Reissue = 3,

    /// <summary>The session moved to another carrier.</summary>
    Move = 4,
}
