using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Bank.Hosting;

internal static class KnownProxies
{
    /// <summary>Believes what the proxies of <c>Bank:KnownProxies</c> say of a browser's address and scheme; nobody else.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        var proxies = app.Configuration.GetSection("Bank:KnownProxies").Get<string[]>() ?? [];
        if (proxies.Length == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };

        // The framework's own list has the whole loopback network, where any program of the machine could claim an address.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        app.UseForwardedHeaders(options);
    }
}
