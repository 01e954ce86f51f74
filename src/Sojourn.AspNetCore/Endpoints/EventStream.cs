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
//   1  wait for a signal, at most until the next deadline or keep-alive
//   2  judge the credential again: nothing is concluded from the signal alone
//   3  tell what changed; close after an end

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
        var view = feature.View!;
        var warned = false;
        await WriteAsync(context, ": open\n\n");
        while (!cancellationToken.IsCancellationRequested)
        {
            var signalled = await WaitAsync(signals, WaitFor(view, warned), cancellationToken); // 1
            var judged = await validator.ValidateAsync(
                feature.Credential, ValidationDemands.None, cancellationToken); // 2
            if (judged is not { Status: ValidationStatus.Active, Session: { } now }) // 3
            {
                await EndAsync(context, judged);
                return;
            }

            view = now;
            if (signalled)
            {
                await WriteAsync(context, "changed", Change(view));
            }

            warned = await WarnAsync(context, view, warned);
            if (!signalled)
            {
                await WriteAsync(context, ": alive\n\n");
            }
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

    /// <summary>An end is told to the holder; a replaced credential or an outage closes, and the page opens a new stream.</summary>
    private static Task EndAsync(HttpContext context, ValidationResult judged) =>
        judged is { Status: ValidationStatus.Ended, HolderProven: true }
            ? EndAsync(context, judged.Reason)
            : Task.CompletedTask;

    /// <summary>The only event of a stream that was asked for another session; its id marks what comes back for more.</summary>
    public static Task LookAsync(HttpContext context, SessionView view) =>
        WriteAsync(context, $"id: look\nevent: changed\ndata: {Change(view).ToJsonString()}\n\n");

    private static JsonObject Change(SessionView view) => new() { ["generation"] = view.Generation };

    /// <summary>The last event of a stream.</summary>
    public static Task EndAsync(HttpContext context, EndReason reason) =>
        WriteAsync(context, "ended", new JsonObject { ["reason"] = EndReasonNames.Of(reason) });

    private static Task WriteAsync(HttpContext context, string name, JsonObject data) =>
        WriteAsync(context, $"event: {name}\ndata: {data.ToJsonString()}\n\n");

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
