namespace Sojourn.AspNetCore.Csrf;

/// <summary>The values of <c>Sec-Fetch-Site</c>, or that it says nothing usable.</summary>
internal enum FetchSite
{
    Absent = 0,
    SameOrigin,
    SameSite,
    CrossSite,
    UserInitiated,
}
