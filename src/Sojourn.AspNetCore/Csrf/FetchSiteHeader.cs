using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Csrf;

internal static class FetchSiteHeader
{
    public const string Name = "Sec-Fetch-Site";

    /// <summary>
    /// Reads the header; a list, a repeated line and an unknown token are absent, never a permission.
    /// </summary>
    /// <param name="lines">The field lines of the header.</param>
    /// <returns>What it says. Source: W3C Fetch Metadata section 3.</returns>
    public static FetchSite Read(in StringValues lines) => lines.Count != 1
        ? FetchSite.Absent
        : lines[0] switch
        {
            "same-origin" => FetchSite.SameOrigin,
            "same-site" => FetchSite.SameSite,
            "cross-site" => FetchSite.CrossSite,
            "none" => FetchSite.UserInitiated,
            _ => FetchSite.Absent,
        };
}
