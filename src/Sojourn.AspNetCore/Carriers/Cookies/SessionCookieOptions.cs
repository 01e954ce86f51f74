using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>The cookie that carries the session token: always HttpOnly, host-only, path <c>/</c>.</summary>
public sealed class SessionCookieOptions
{
    /// <summary>The name under which the browser keeps it.</summary>
    /// <value>A token that starts with <c>__Host-</c>. Default: <c>__Host-sid</c>.</value>
    public string Name { get; set; } = SojournDefaults.CookieName;

    /// <summary>When the browser sends it along with requests that other sites cause.</summary>
    /// <value>
    /// Strict or Lax. Default: Strict. Lax for server-rendered pages that are entered by links from elsewhere; a React
    /// page asks for its session by itself, which is same-site. None is refused: use a proxy.
    /// </value>
    public SameSiteMode SameSite { get; set; } = SameSiteMode.Strict;

    /// <summary>Allows a cookie without <c>Secure</c> for http on this very machine, for browsers that refuse it there.</summary>
    /// <value>Default: false. Works in Development only, and only while nothing points to a network. Logged at start.</value>
    public bool AllowHttpOnLoopback { get; set; }
}
