using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Connections;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

// One event stream, until its session ends, its credential is replaced, or the browser leaves:
//
//   1  look at the session: nothing is concluded from a signal alone, and what ended between the request's own judgement
//      and the listening has signalled to nobody
//   2  tell what changed; close after an end
//   3  wait for a signal, at most until the next deadline or keep-alive

/// <summary>Server-sent events of one session on one connection.</summary>
internal sealed class EventStream(SessionConnections connections)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Tells what happens to the session of a connection, until it has to close.</summary>
    public async Task RunAsync(HttpContext context, SessionConnection connection, CancellationToken cancellationToken)
    {
        // A stream that breaks off is a reason to look as well: its page comes back after a second, not after three.
        await WriteAsync(context, "retry: 1000\n\n");
        var warned = false;
        var signalled = false;
        var writtenAt = DateTimeOffset.MinValue;
        while (true)
        {
            var status = await connection.LookAsync(cancellationToken); // 1
            if (status != ConnectionStatus.Open) // 2
            {
                await EndAsync(context, status, connection.Reason);
                return;
            }

            if (signalled || connections.Clock.Now - writtenAt >= KeepAlive)
            {
                await (signalled
                    ? WriteAsync(context, "changed", Change(connection.View))
                    : WriteAsync(context, ": alive\n\n"));
                writtenAt = connections.Clock.Now;
            }

            warned = await WarnAsync(context, connection.View, warned);
            var until = connection.View.DeadlineAt - (warned ? TimeSpan.Zero : connections.WarningLead);
            signalled = await connection.WaitAsync(until, cancellationToken); // 3
            if (!warned && connections.Clock.Now >= until)
            {
                // Another node may know of activity: nobody is warned by what was read a while ago.
                connection.LookCertainly();
            }
        }
    }

    private async Task<bool> WarnAsync(HttpContext context, SessionView view, bool warned)
    {
        var isNear = view.DeadlineAt - connections.Clock.Now <= connections.WarningLead;
        if (isNear && !warned)
        {
            var remaining = Remaining.Of(view, connections.Clock.Now);
            await WriteAsync(context, "warning", new JsonObject
            {
                ["kind"] = view.DeadlineAt < view.AbsoluteAt ? "idle" : "absolute",
                ["idleSeconds"] = remaining.IdleSeconds,
                ["absoluteSeconds"] = remaining.AbsoluteSeconds,
            });
        }

        return isNear;
    }

    /// <summary>An end is told; a replaced credential or an outage closes, and the page opens a new stream.</summary>
    private static Task EndAsync(HttpContext context, ConnectionStatus status, EndReason reason) =>
        status == ConnectionStatus.Ended ? EndAsync(context, reason) : Task.CompletedTask;

    /// <summary>The only event of a stream that was asked for another session; its id marks what comes back for more.</summary>
    public static Task LookAsync(HttpContext context, SessionView view) =>
        WriteAsync(context, $"id: look\nevent: changed\ndata: {Change(view).ToJsonString()}\n\n");

    private static JsonObject Change(SessionView view) => new() { ["generation"] = view.Generation };

    /// <summary>The last event of a stream; without a reason it is still a reason to look.</summary>
    public static Task EndAsync(HttpContext context, EndReason reason) =>
        WriteAsync(context, "ended", reason == EndReason.None ? [] : new JsonObject { ["reason"] = EndReasonNames.Of(reason) });

    private static Task WriteAsync(HttpContext context, string name, JsonObject data) =>
        WriteAsync(context, $"event: {name}\ndata: {data.ToJsonString()}\n\n");

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
