using System.Net;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>The event stream.</summary>
public abstract class EventStreamSuite : CarrierSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private protected EventStreamSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task An_end_elsewhere_is_told_with_its_reason_and_closes_the_stream()
    {
        await using var site = await StartAsync();
        var watcher = await site.SignedInAsync();
        var other = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);
        using var stream = await watcher.OpenAsync("/sojourn/events", stop.Token);

        await other.DeleteAsync("/sojourn/sessions");

        var events = await stream.ReadToEndAsync(stop.Token);
        Assert.Contains("event: ended\ndata: {\"reason\":\"revoked\"}\n\n", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_overtook_the_stream_is_told_by_it()
    {
        await using var site = await StartAsync();
        var watcher = await site.SignedInAsync();
        await watcher.GetAsync("/private");
        var other = await site.SignedInAsync();
        await other.DeleteAsync("/sojourn/sessions");
        using var stop = new CancellationTokenSource(Patience);

        using var stream = await watcher.OpenAsync("/sojourn/events", stop.Token);

        Assert.Equal(
            "event: ended\ndata: {\"reason\":\"revoked\"}\n\n", await stream.ReadToEndAsync(stop.Token));
    }

    [Fact]
    public async Task A_page_that_asks_for_the_events_of_another_session_than_its_browser_has_is_told_to_look()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);

        using var stream = await browser.OpenAsync($"/sojourn/events?id={Guid.Empty}", stop.Token);

        Assert.Equal("id: look\nevent: changed\ndata: {\"generation\":1}\n\n", await stream.ReadToEndAsync(stop.Token));
    }

    [Fact]
    public async Task A_rotation_is_told_with_the_streams_own_generation()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);
        using var stream = await browser.Copy().OpenAsync("/sojourn/events", stop.Token);

        await browser.PostAsync("/step-up");

        await ReadUntilAsync(stream, "event: changed", stop.Token);
        Assert.Equal("data: {\"generation\":1}", await stream.ReadLineAsync(stop.Token));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_near_deadline_is_told_once_and_its_passing_closes_the_stream()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);

        // So late that it closes for no other reason first.
        site.Clock.Advance(TimeSpan.FromMinutes(27));
        using var stream = await browser.OpenAsync("/sojourn/events", stop.Token);

        var events = stream.ReadToEndAsync(stop.Token);
        await AdvanceUntilAsync(site, events);

        var text = await events;
        Assert.Contains(": alive\n\n", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"idle\"", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("event: warning").Length);
        Assert.EndsWith("event: ended\ndata: {\"reason\":\"idle\"}\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_holds_a_few_streams_and_gets_429_for_one_more()
    {
        await using var site = await StartAsync(options: all => all.Devices.EventStreams = 2);
        var browser = await site.SignedInAsync();
        using var stop = new CancellationTokenSource(Patience);
        using var first = await browser.OpenAsync("/sojourn/events", stop.Token);
        using var second = await browser.OpenAsync("/sojourn/events", stop.Token);

        var third = await browser.GetAsync("/sojourn/events");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("too-many-streams", await TestBrowser.CodeOf(third));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_stream_needs_a_session()
    {
        await using var site = await StartAsync();

        var answer = await site.NewBrowser().GetAsync("/sojourn/events");

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
    }

    private static async Task ReadUntilAsync(StreamReader stream, string line, CancellationToken cancellationToken)
    {
        while (await stream.ReadLineAsync(cancellationToken) is { } read)
        {
            if (string.Equals(read, line, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The stream closed before '{line}'.");
    }

    /// <summary>
    /// Moves the clock in small steps with a request between them: the stream's next timer starts only after the one before
    /// has fired, and the request gives it its turn.
    /// </summary>
    private static async Task AdvanceUntilAsync(TestSite site, Task done)
    {
        var passer = site.NewBrowser();
        while (!done.IsCompleted)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(3));
            await passer.GetAsync("/public");
        }
    }
}
