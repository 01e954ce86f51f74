using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Pipeline;

namespace Sojourn.AspNetCore.Registration;

/// <summary>A session that has just started.</summary>
public sealed class SignedInContext
{
    internal SignedInContext(HttpContext httpContext, SojournSession session)
    {
        HttpContext = httpContext;
        Session = session;
    }

    /// <summary>The request.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The new session.</summary>
    public SojournSession Session { get; }
}
