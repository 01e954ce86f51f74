namespace Sojourn.Sessions;

/// <summary>How a session travels.</summary>
/// <remarks>The numbers are stored; they are never reused.</remarks>
public enum Carrier
{
    /// <summary>An opaque session token in a cookie; the session itself is in the store.</summary>
    Cookie = 0,

    /// <summary>The session itself, sealed, in a cookie.</summary>
    Sealed = 1,

    /// <summary>A short-lived access token and a rotating refresh token.</summary>
    Bearer = 2,
}
