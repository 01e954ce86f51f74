namespace Sojourn.AspNetCore.Registration;

/// <summary>How many sessions of one kind a person may have at once.</summary>
public sealed class KindLimitOptions
{
    /// <summary>The most live sessions, the new one included.</summary>
    /// <value>At least 1. Default: 10.</value>
    public int Most { get; set; } = 10;

    /// <summary>Whether a sign-in beyond the limit ends the longest unused session instead of being refused.</summary>
    /// <value>Default: true. False refuses the sign-in: somebody who lost a device must wait or be helped.</value>
    /// <remarks>Source: ASVS 5.0 7.1.2.</remarks>
    public bool EndOldest { get; set; } = true;
}
