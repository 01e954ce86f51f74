using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

// One event stream, until its session ends, its credential is replaced, or the browser leaves:
//
//   1  judge the credential again: nothing is concluded from a signal alone, and what ended between the request's own
//      judgement and the listening has signalled to nobody
//   2  tell what changed; close after an end
//   3  wait for a signal, at most until the next deadline or keep-alive

/// <summary>Server-sent events of one session on one connection.</summary>
internal sealed class EventStream(
    SessionValidator validator, StoreClock clock, SessionPolicy policy, TimeProvider timeProvider)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task RunAsync(
        HttpContext context,
        SojournFeature feature,
        ChannelReader<SessionSignal> signals,
        CancellationToken cancellationToken)
    {
        // A stream that breaks off is a reason to look as well: its page comes back after a second, not after three.
        await WriteAsync(context, "retry: 1000\n\n");
        var warned = false;
        var signalled = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var judged = await validator.ValidateAsync(
                feature.Credential, ValidationDemands.None, cancellationToken); // 1
            if (judged is not { Status: ValidationStatus.Active, Session: { } view }) // 2
            {
                await EndAsync(context, judged);
                return;
            }

            await (signalled
                ? WriteAsync(context, "changed", Change(view))
                : WriteAsync(context, ": alive\n\n"));
            warned = await WarnAsync(context, view, warned);
            signalled = await WaitAsync(signals, WaitFor(view, warned), cancellationToken); // 3
        }
    }

    private TimeSpan WaitFor(SessionView view, bool warned)
    {
        var next = view.DeadlineAt - (warned ? TimeSpan.Zero : policy.WarningLead) - clock.Now;
        var atLeast = next < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : next;
        return atLeast < KeepAlive ? atLeast : KeepAlive;
    }

    private async Task<bool> WaitAsync(
        ChannelReader<SessionSignal> signals, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await signals.WaitToReadAsync(either.Token);
            while (signals.TryRead(out _))
            {
                // Several signals are one reason to look.
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> WarnAsync(HttpContext context, SessionView view, bool warned)
    {
        var isNear = view.DeadlineAt - clock.Now <= policy.WarningLead;
        if (isNear && !warned)
        {
            var remaining = Remaining.Of(view, clock.Now);
            await WriteAsync(context, "warning", new JsonObject
            {
                ["kind"] = view.DeadlineAt < view.AbsoluteAt ? "idle" : "absolute",
                ["idleSeconds"] = remaining.IdleSeconds,
                ["absoluteSeconds"] = remaining.AbsoluteSeconds,
            });
        }

        return isNear;
    }

    /// <summary>An end is told, its reason to a proven holder only; a replaced credential or an outage closes, and the page opens a new stream.</summary>
    private static Task EndAsync(HttpContext context, ValidationResult judged) =>
        judged.Status == ValidationStatus.Ended
            ? EndAsync(context, judged.HolderProven ? judged.Reason : EndReason.None)
            : Task.CompletedTask;

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
