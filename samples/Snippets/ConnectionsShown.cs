using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Connections;

namespace Snippets;

public static class ConnectionsShown
{
    public static void Map(IServiceCollection services, WebApplication app)
    {
        // snippet: connections
        services.AddSignalR().AddSojourn(); // every connection of every hub

        app.MapGet("/api/prices", (PriceList prices) => SojournResults.ServerSentEvents(prices.All())).RequireAuthorization();

        app.MapGet("/api/export", async (HttpContext context, PriceList prices) =>
            await prices.WriteAsync(context.Response.Body, context.GetSessionAborted())).RequireAuthorization();
        // end
    }
}
