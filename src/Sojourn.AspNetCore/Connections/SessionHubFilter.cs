using Microsoft.AspNetCore.SignalR;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Connections;

/// <summary>Closes a hub's connections with their session. Hosts without SignalR never load it.</summary>
/// <remarks>
/// A connection of nobody is none of its business: <c>[Authorize]</c> on the hub refuses those. Calls are no activity: a
/// page that is used only by its hub reports activity itself.
/// </remarks>
internal sealed class SessionHubFilter(SessionConnections connections, PipelineServices services) : IHubFilter
{
    private static readonly object ItemKey = new();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var hub = context.Context;
        if (await ViewOfAsync(hub) is not { } view)
        {
            await next(context);
            return;
        }

        var connection = connections.TryOpen(view) ?? throw new HubException("too-many-streams");
        var abort = SessionAbort.Start(connection);
        var accepted = false;
        try
        {
            hub.Items[ItemKey] = abort;
            abort.Token.Register(hub.Abort);
            await next(context);
            accepted = true;
        }
        finally
        {
            if (!accepted)
            {
                // A hub that refuses a connection is not told that it went.
                abort.Dispose();
            }
        }
    }

    public async Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        AbortOf(context.Context)?.Dispose();
        await next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);

        // What was sent before the closing reaches the client may arrive after it.
        return AbortOf(invocationContext.Context) is { Token.IsCancellationRequested: true }
            ? throw new HubException("session-ended")
            : next(invocationContext);
    }

    private static SessionAbort? AbortOf(HubCallerContext hub) =>
        hub.Items.TryGetValue(ItemKey, out var abort) ? abort as SessionAbort : null;

    private async ValueTask<SessionView?> ViewOfAsync(HubCallerContext hub)
    {
        if (hub.GetHttpContext() is not { } http)
        {
            return null;
        }

        if (SojournFeature.Of(http) is { } feature)
        {
            return feature.View;
        }

        // Long polling outlives its requests: the hub has a copy, with their headers and without their features.
        var reading = services.Carriers.Read(http, out var credential, out _);
        if (reading != CarrierReading.Presented)
        {
            return null;
        }

        var judged = await services.Validator.ValidateAsync(credential, ValidationDemands.None, hub.ConnectionAborted);
        return judged.Session;
    }
}
