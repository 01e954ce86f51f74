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
}
