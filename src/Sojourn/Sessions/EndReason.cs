namespace Sojourn.Sessions;

/// <summary>Why a session ended: a closed list, the same in every store, carrier, log, metric and client.</summary>
/// <remarks>The numbers are stored; they are never reused.</remarks>
public enum EndReason
{
    /// <summary>Not ended.</summary>
    None = 0,

    /// <summary>The person signed out in this browser.</summary>
    SignedOut = 1,

    /// <summary>Ended from elsewhere: another device of the person, or an operator.</summary>
    Revoked = 2,

    /// <summary>Unused for longer than the idle timeout.</summary>
    Idle = 3,

    /// <summary>The absolute timeout has passed.</summary>
    Absolute = 4,

    /// <summary>The sign-in lies before a cut-off.</summary>
    CutOff = 5,

    /// <summary>A superseded token was presented outside every grace: somebody has a copy.</summary>
    Reuse = 6,

    /// <summary>A new sign-in in the same browser took its place.</summary>
    Replaced = 7,

    /// <summary>The person reached the limit of concurrent sessions elsewhere.</summary>
    Limit = 8,

    /// <summary>The person's password or another factor changed.</summary>
    CredentialsChanged = 9,

    /// <summary>The device could not prove the key to which the session is bound.</summary>
    BindingFailed = 10,

    /// <summary>Suspicious activity.</summary>
    Risk = 11,
}
