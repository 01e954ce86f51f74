namespace Sojourn.AspNetCore.Registration;

/// <summary>What a host without a store may choose besides. Bound from the configuration section <c>Sojourn:Storeless</c>.</summary>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/security/storeless.md">Without a store</seealso>
public sealed class StorelessOptions
{
    /// <summary>Accepts sessions that were started before this process was.</summary>
    /// <value>Default: false: a start of the process is a cut-off. True brings sessions that had signed out before a restart back; logged at start.</value>
    /// <remarks>
    /// Warning: a copy of a cookie whose person has signed out works again after a restart, until its absolute deadline.
    /// With several nodes a cookie that was signed out on one is good on the others either way.
    /// </remarks>
    public bool AcceptSessionsFromBeforeStart { get; set; }
}
