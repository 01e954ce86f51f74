using Microsoft.AspNetCore.SignalR;
using Sojourn.AspNetCore.Connections;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets the connections of SignalR hubs belong to sessions.</summary>
public static class SojournSignalRExtensions
{
    /// <summary>Closes each connection of each hub when its session ends, anywhere, and at its deadlines.</summary>
    /// <param name="builder">What <c>AddSignalR()</c> returned; <c>AddSojourn()</c> is called on the services.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// After a rotation the connection closes as well, so that its page opens it with the current token: after a refresh some
    /// time within a lease, after a rise of privilege at the end of the grace. A session holds as many connections, event
    /// streams included, as <c>Sojourn:Devices:EventStreams</c> says; one more is refused with <c>too-many-streams</c>. Calls
    /// are no activity. Safe to call twice. Source: ASVS 5.0 7.4.1.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/long-lived-connections.md">Long-lived connections</seealso>
    public static ISignalRServerBuilder AddSojourn(this ISignalRServerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(SessionHubFilter)))
        {
            builder.Services.AddSingleton<SessionHubFilter>();
            builder.Services.Configure<HubOptions>(options => options.AddFilter<SessionHubFilter>());
        }

        return builder;
    }
}
