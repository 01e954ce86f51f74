using System.Net;
using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Connections;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A host's own long requests and event streams belong to their session.</summary>
public abstract class LongRequestSuite : CarrierSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<CancellationToken> _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<SseItem<string>> _news = Channel.CreateUnbounded<SseItem<string>>();

    private protected LongRequestSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task The_sessions_token_fires_when_the_session_ends_on_another_node()
    {
        await using var site = await StartAsync();
        await using var elsewhere = await StartAsync();
        var browser = await site.SignedInAsync();
        var other = await elsewhere.SignedInAsync();
        var answer = browser.GetAsync("/wait");
        await _waiting.Task.WaitAsync(Patience);

        await other.DeleteAsync("/sojourn/sessions");

        Assert.Equal("over", await (await answer.WaitAsync(Patience)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_sessions_token_fires_at_a_deadline()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var answer = browser.GetAsync("/wait");
        await _waiting.Task.WaitAsync(Patience);

        await AdvanceUntilAsync(site, answer);

        Assert.Equal("over", await (await answer).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_sessions_token_does_not_fire_when_the_request_is_over_or_nobody_is_signed_in()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Assert.Equal("True", await (await browser.GetAsync("/look")).Content.ReadAsStringAsync());
        Assert.Equal("False", await (await site.NewBrowser().GetAsync("/look")).Content.ReadAsStringAsync());
        var kept = await _waiting.Task;

        await browser.DeleteAsync("/sojourn/session");

        Assert.False(kept.IsCancellationRequested);
    }

    [Fact]
    public async Task A_hosts_stream_sends_what_there_is_and_closes_with_its_session()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);
        await _news.Writer.WriteAsync(new SseItem<string>("one"), stop.Token);
        using var stream = await browser.OpenAsync("/news", stop.Token);
        Assert.Equal("data: one", await stream.ReadLineAsync(stop.Token));

        await browser.Copy().DeleteAsync("/sojourn/session");

        Assert.Equal("\n", await stream.ReadToEndAsync(stop.Token));
    }

    [Fact]
    public async Task A_hosts_stream_needs_a_session_and_counts_as_a_connection()
    {
        await using var site = await StartAsync(all => all.Devices.EventStreams = 1);
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);
        using var stream = await browser.OpenAsync("/sojourn/events", stop.Token);

        Assert.Equal("session-required", await TestBrowser.CodeOf(await site.NewBrowser().GetAsync("/news")));
        var second = await browser.GetAsync("/news");

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("too-many-streams", await TestBrowser.CodeOf(second));
        await stop.CancelAsync();
    }

    private Task<TestSite> StartAsync(Action<SojournOptions>? options = null) => StartAsync(
        options,
        endpoints: app =>
        {
            app.MapGet("/wait", async (HttpContext context) =>
            {
                var aborted = context.GetSessionAborted();
                var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var registration = aborted.Register(over.SetResult);
                _waiting.TrySetResult(aborted);
                await over.Task;
                return "over";
            }).RequireAuthorization();
            app.MapGet("/look", (HttpContext context) =>
            {
                _waiting.TrySetResult(context.GetSessionAborted());
                return context.GetSessionAborted().CanBeCanceled.ToString();
            });
            app.MapGet("/news", () => SojournResults.ServerSentEvents(_news.Reader.ReadAllAsync()));
        });

    private static async Task AdvanceUntilAsync(TestSite site, Task done)
    {
        var passer = site.NewBrowser();
        while (!done.IsCompleted)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(30));
            await passer.GetAsync("/public");
        }
    }
}
