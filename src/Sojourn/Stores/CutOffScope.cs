namespace Sojourn.Stores;

/// <summary>Whose sign-ins a cut-off voids.</summary>
/// <remarks>The numbers are stored; they are never reused.</remarks>
public enum CutOffScope
{
    /// <summary>One subject in one tenant (or in none).</summary>
    Subject = 0,

    /// <summary>Everybody in one tenant.</summary>
    Tenant = 1,

    /// <summary>Everybody.</summary>
    Everyone = 2,

    /// <summary>
    /// Nobody, yet: sign-ins of everyone from before it are neither believed nor ended, since the store has lost what could
    /// speak against them. A node sets it that finds the store set back; a cut-off for <see cref="Everyone"/> at or after
    /// it settles it.
    /// </summary>
    Suspension = 3,
}
