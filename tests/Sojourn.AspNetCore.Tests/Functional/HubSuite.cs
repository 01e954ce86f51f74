using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Connections of a SignalR hub belong to their session.</summary>
public abstract class HubSuite : CarrierSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private protected HubSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_connection_closes_when_its_session_ends_elsewhere()
    {
        await using var site = await StartAsync();
        await using var elsewhere = await StartAsync();
        using var stop = new CancellationTokenSource(Patience);
        var browser = await site.SignedInAsync();
        var other = await elsewhere.SignedInAsync();
        using var link = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        Assert.Equal("hello", (string?)(await link.CallAsync("Echo", "hello", stop.Token))["result"]);

        await other.DeleteAsync("/sojourn/sessions");

        Assert.DoesNotContain("\"error\"", await link.ReadToCloseAsync(stop.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_another_session_stays()
    {
        await using var site = await StartAsync();
        using var stop = new CancellationTokenSource(Patience);
        var browser = await site.SignedInAsync();
        using var link = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        var bob = await site.SignedInAsync("bob");
        using var his = await HubLink.ConnectAsync(site, bob, "/hub", stop.Token);

        await bob.DeleteAsync("/sojourn/session");
        await his.ReadToCloseAsync(stop.Token);

        Assert.Equal("still here", (string?)(await link.CallAsync("Echo", "still here", stop.Token))["result"]);
    }

    [Fact]
    public async Task A_connection_closes_at_the_idle_deadline()
    {
        await using var site = await StartAsync();
        using var stop = new CancellationTokenSource(Patience);
        var browser = await site.SignedInAsync();
        using var link = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        var closed = link.ReadToCloseAsync(stop.Token);

        await AdvanceUntilAsync(site, closed, TimeSpan.FromSeconds(30));

        await closed;
        Assert.InRange(Clock.GetUtcNow() - new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(45));
    }

    [Fact]
    public async Task A_connection_from_before_a_rise_of_privilege_closes_after_the_grace()
    {
        await using var site = await StartAsync();
        using var stop = new CancellationTokenSource(Patience);
        var browser = await site.SignedInAsync();
        using var link = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        await browser.PostAsync("/step-up");
        Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("before", (string?)(await link.CallAsync("Echo", "before", stop.Token))["result"]);
        var closed = link.ReadToCloseAsync(stop.Token);

        await AdvanceUntilAsync(site, closed, TimeSpan.FromSeconds(1));

        await closed;
        using var again = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        Assert.Equal("after", (string?)(await again.CallAsync("Echo", "after", stop.Token))["result"]);
    }

    [Fact]
    public async Task A_session_holds_a_few_connections_and_one_more_is_refused()
    {
        await using var site = await StartAsync(all => all.Devices.EventStreams = 2);
        using var stop = new CancellationTokenSource(Patience);
        var browser = await site.SignedInAsync();
        using var first = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);
        using var stream = await browser.OpenAsync("/sojourn/events", stop.Token);

        using var third = await HubLink.ConnectAsync(site, browser, "/hub", stop.Token);

        Assert.Contains("too-many-streams", await third.ReadToCloseAsync(stop.Token), StringComparison.Ordinal);
        Assert.Equal("first", (string?)(await first.CallAsync("Echo", "first", stop.Token))["result"]);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_connection_of_nobody_is_left_to_the_hub()
    {
        await using var site = await StartAsync();
        using var stop = new CancellationTokenSource(Patience);

        using var link = await HubLink.ConnectAsync(site, site.NewBrowser(), "/open-hub", stop.Token);

        Assert.Equal("anybody", (string?)(await link.CallAsync("Echo", "anybody", stop.Token))["result"]);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => HubLink.ConnectAsync(site, site.NewBrowser(), "/hub", stop.Token));
    }

    private Task<TestSite> StartAsync(Action<SojournOptions>? options = null) => StartAsync(
        options,
        builder => builder.Services.AddSignalR().AddSojourn(),
        app =>
        {
            app.MapHub<EchoHub>("/hub").RequireAuthorization();
            app.MapHub<EchoHub>("/open-hub");
        });

    /// <summary>Moves the clock in steps with a request between them, which gives the connection's loop its turn.</summary>
    private static async Task AdvanceUntilAsync(TestSite site, Task done, TimeSpan step)
    {
        var passer = site.NewBrowser();
        while (!done.IsCompleted)
        {
            site.Clock.Advance(step);
            await passer.GetAsync("/public");
        }
    }
}
