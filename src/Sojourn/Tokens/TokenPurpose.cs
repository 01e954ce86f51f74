namespace Sojourn.Tokens;

/// <summary>For which carrier and channel a token was made. It is bound into the tag and checked against the record.</summary>
/// <remarks>The numbers are transmitted; they are never reused.</remarks>
internal enum TokenPurpose : byte
{
    /// <summary>No purpose; never issued.</summary>
    None = 0,

    /// <summary>The opaque session cookie.</summary>
    Cookie = 1,

    /// <summary>Inside the sealed cookie.</summary>
    Sealed = 2,

    /// <summary>A refresh token that travels as a cookie.</summary>
    RefreshCookie = 3,

    /// <summary>A refresh token that travels in a body.</summary>
    RefreshBody = 4,

    /// <summary>What an access token holds for Sojourn's own nodes; never the purpose of a session token.</summary>
    AccessTicket = 5,
}
