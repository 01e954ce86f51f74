namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>What the <c>Cookie</c> header says about one name.</summary>
internal enum CookieReading
{
    Absent = 0,
    Found,

    /// <summary>The name occurs twice or in another case, or its value cannot be one that was issued here.</summary>
    Malformed,
}
