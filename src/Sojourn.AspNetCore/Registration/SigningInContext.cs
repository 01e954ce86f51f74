using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Registration;

/// <summary>A sign-in that is about to become a session.</summary>
public sealed class SigningInContext
{
    internal SigningInContext(HttpContext httpContext, ClaimsPrincipal principal, AuthenticationProperties properties)
    {
        HttpContext = httpContext;
        Principal = principal;
        Properties = properties;
    }

    /// <summary>The request.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>Who signs in. May be replaced by another principal of the same subject.</summary>
    public ClaimsPrincipal Principal { get; set; }

    /// <summary>What was given to <c>SignInAsync</c>.</summary>
    public AuthenticationProperties Properties { get; }

    /// <summary>What limits count, 1 to 32 characters.</summary>
    /// <value>Default: <c>browser</c>.</value>
    public string Kind { get; set; } = SojournDefaults.BrowserKind;

    /// <summary>The tenant in which the person acts, or null.</summary>
    public TenantId? Tenant { get; set; }

    /// <summary>The idle timeout of this session.</summary>
    /// <value>Default: null, the configured one.</value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>The absolute timeout of this session.</summary>
    /// <value>Default: null, the configured one.</value>
    public TimeSpan? AbsoluteTimeout { get; set; }

    /// <summary>How the person proved who they are, as in RFC 8176.</summary>
    public IReadOnlyList<string> Methods { get; set; } = [];

    /// <summary>The assurance reached, or null.</summary>
    public string? Assurance { get; set; }
}
