using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Opens event streams, a few per session.</summary>
internal static class EventEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/events", StreamAsync).WithName("Sojourn.Events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> StreamAsync(
        HttpContext context,
        EventStream stream,
        EndedSignals signals,
        IOptions<SojournOptions> options,
        IHostApplicationLifetime lifetime)
    {
        var feature = SojournFeature.Require(context);
        if (feature.View is not { } view)
        {
            return Problems.NotSignedIn(feature);
        }

        if (signals.Listen(view.Id, options.Value.Devices.EventStreams) is not { } channel)
        {
            return Problems.TooManyStreams();
        }

        using var closing = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            await stream.RunAsync(context, feature, channel.Reader, closing.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The browser left, or this node stops: a host waits half a minute for answers that are still being written.
        }
        finally
        {
            signals.Leave(view.Id, channel);
        }

        return TypedResults.Empty;
    }
}
