using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Sojourn.AspNetCore.Connections;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Opens event streams, a few per session.</summary>
internal static class EventEndpoint
{
    private const string EventStreamType = "text/event-stream";

    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/events", StreamAsync).WithName("Sojourn.Events")
            .Produces(StatusCodes.Status200OK, contentType: EventStreamType)
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> StreamAsync(
        HttpContext context,
        EventStream stream,
        SessionConnections connections,
        IHostApplicationLifetime lifetime)
    {
        var feature = SojournFeature.Require(context);
        if (await ShortAsync(context, feature) is { } answer)
        {
            return answer;
        }

        if (feature.View is not { } view)
        {
            return Problems.NotSignedIn(feature);
        }

        using var connection = connections.TryOpen(view);
        if (connection is null)
        {
            return Problems.TooManyStreams();
        }

        using var closing = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = EventStreamType;
            await stream.RunAsync(context, connection, closing.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The browser left, or this node stops: a host waits half a minute for answers that are still being written.
        }

        return TypedResults.Empty;
    }

    /// <summary>The answer to a stream that came too late for the session that its page shows, or null.</summary>
    private static async Task<IResult?> ShortAsync(HttpContext context, SojournFeature feature)
    {
        if (feature.Status == ValidationStatus.Ended)
        {
            // The end overtook the stream that was to tell of it. An event source makes no event of a 401, and a page that
            // hears nothing goes on showing the former person's data.
            context.Response.ContentType = EventStreamType;
            await EventStream.EndAsync(context, feature.HolderProven ? feature.Reason : EndReason.None);
            return TypedResults.Empty;
        }

        if (feature.View is not { } other
            || context.Request.Query["id"] is not [{ } expected]
            || string.Equals(other.Id.ToString(), expected, StringComparison.Ordinal))
        {
            return null;
        }

        // The page speaks of another session than its browser has by now: it is told to look, once. 204 stops an event
        // source that comes back for the same by itself.
        if (context.Request.Headers.ContainsKey("Last-Event-ID"))
        {
            return TypedResults.NoContent();
        }

        context.Response.ContentType = EventStreamType;
        await EventStream.LookAsync(context, other);
        return TypedResults.Empty;
    }
}
