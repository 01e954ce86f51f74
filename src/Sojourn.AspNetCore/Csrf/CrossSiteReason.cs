namespace Sojourn.AspNetCore.Csrf;

/// <summary>
/// What decided a cross-site verdict. Whether it allowed or refused is said by the verdict, not by the reason.
/// </summary>
internal enum CrossSiteReason
{
    /// <summary>Nothing says where the request comes from. Zero, so that a forgotten verdict is a refusal.</summary>
    NoEvidence = 0,
    Exempt,
    Safe,
    SameOrigin,

    /// <summary><c>Sec-Fetch-Site: none</c>: typed, bookmarked; no page is behind it.</summary>
    UserInitiated,
    Trusted,
    Origin,
    Referer,
    CustomHeader,
    NoCredential,
    BadOrigin,
    Site,
    NullOrigin,
}
