using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>Chooses the one cookie that a request is read from and answered with.</summary>
/// <remarks>
/// Always the prefixed, secure one, except on a developer's own machine over http, because Safari drops secure
/// cookies there. Every sign of a network refuses the exception: an environment name alone is set by mistake, and an
/// insecure cookie beyond the machine is readable by whoever is in between. A request has one name, never two, so
/// that an insecure cookie cannot stand in for the secure one. The local port is part of the fallback's name, because
/// browsers share the cookies of localhost between ports; it is the server's port, which a development proxy in front
/// does not change.
/// </remarks>
internal sealed class CookieNaming
{
    // A sealed session may take three.
    private const int FurtherCookies = 2;

    private readonly CookieTemplate _secure;
    private readonly string _loopbackName;
    private readonly SameSiteMode _sameSite;
    private readonly bool _allowsLoopback;

    // Grows by one entry per port that this server listens on. Safe for concurrent use; a lost race makes an equal
    // template.
    private readonly ConcurrentDictionary<int, CookieTemplate> _loopback = new();

    /// <summary>Makes the rule for one kind of cookie.</summary>
    /// <param name="name">The name everywhere but on the developer's machine, such as <c>__Host-sid</c>.</param>
    /// <param name="loopbackName">The start of the fallback's name, such as <c>sid-dev</c>; the port follows.</param>
    /// <param name="sameSite">Strict or Lax, for both.</param>
    /// <param name="isDevelopment">Whether the host runs in the Development environment.</param>
    /// <param name="allowsLoopbackHttp">Whether the host asked for the fallback.</param>
    public CookieNaming(
        string name, string loopbackName, SameSiteMode sameSite, bool isDevelopment, bool allowsLoopbackHttp)
    {
        _secure = new CookieTemplate(name, isSecure: true, sameSite, FurtherCookies);
        _loopbackName = loopbackName;
        _sameSite = sameSite;
        _allowsLoopback = isDevelopment && allowsLoopbackHttp;
    }

    public CookieTemplate TemplateFor(HttpRequest request)
    {
        if (!_allowsLoopback || !IsLoopbackHttp(request))
        {
            return _secure;
        }

        return _loopback.GetOrAdd(
            request.HttpContext.Connection.LocalPort,
            static (port, naming) => naming.LoopbackTemplateOf(port),
            this);
    }

    private CookieTemplate LoopbackTemplateOf(int port) => new($"{_loopbackName}-{port}", isSecure: false, _sameSite, FurtherCookies);

    private static bool IsLoopbackHttp(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        return string.Equals(request.Scheme, "http", StringComparison.OrdinalIgnoreCase)
            && IsLoopback(request.Host)
            && connection is { LocalIpAddress: { } local, RemoteIpAddress: { } remote }
            && IPAddress.IsLoopback(local)
            && IPAddress.IsLoopback(remote)
            && !WasForwarded(request.Headers);
    }

    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    private static bool WasForwarded(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            // X-Original-* is what the forwarded-headers middleware leaves behind when it has consumed X-Forwarded-*.
            if (name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
