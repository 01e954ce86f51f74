using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Deadlines and what moves them, over HTTP.</summary>
public abstract class ExpirySuite : CarrierSuite
{
    private protected ExpirySuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_request_that_is_no_activity_finds_the_session_until_the_idle_deadline_and_not_after()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        site.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        var before = await browser.GetAsync("/poll");
        site.Clock.Advance(TimeSpan.FromSeconds(3));
        var after = await browser.GetAsync("/poll");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Contains("idle-seconds=1;", TestBrowser.HeaderOf(before, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Equal("session-ended", await TestBrowser.CodeOf(after));
        Assert.Equal("idle", (string?)(await browser.StateAsync())["reason"]);
    }

    [Fact]
    public async Task Activity_moves_the_idle_deadline()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        for (var visit = 0; visit < 10; visit++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        }
    }

    [Theory]
    [InlineData("/poll")]
    [InlineData("/sojourn/session")]
    [InlineData("/sojourn/sessions")]
    [InlineData("/public")]
    [InlineData("/greeting")]
    [InlineData("/admin")]
    public async Task Nothing_but_activity_moves_the_idle_deadline(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        for (var visit = 0; visit < 5; visit++)
        {
            await browser.GetAsync(path);
            site.Clock.Advance(TimeSpan.FromMinutes(6.5));
        }

        var answer = await browser.GetAsync("/private");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_request_that_says_background_is_no_activity()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(20));

        var answer = await browser.GetAsync("/private", ("Sojourn-Activity", "background"));

        Assert.Contains("idle-seconds=600", TestBrowser.HeaderOf(answer, "Sojourn-Session"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_page_reports_activity_itself_silence_is_none_on_any_node_and_after_a_restart()
    {
        await using var first = await StartAsync();
        var browser = await first.SignedInAsync();
        await browser.GetAsync("/private", ("Sojourn-Activity", "user"));
        Clock.Advance(TimeSpan.FromMinutes(10));

        var here = await browser.GetAsync("/private");
        await using var second = await StartAsync();
        var there = await browser.MovedTo(second.Server.CreateHandler()).GetAsync("/private");
        var stated = await browser.GetAsync("/private", ("Sojourn-Activity", "user"));

        Assert.Contains("idle-seconds=1200", TestBrowser.HeaderOf(here, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Contains("idle-seconds=1200", TestBrowser.HeaderOf(there, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Contains("idle-seconds=1800", TestBrowser.HeaderOf(stated, "Sojourn-Session"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_request_is_no_activity()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var foreign = browser.Copy();
        foreign.FetchSite = "cross-site";
        site.Clock.Advance(TimeSpan.FromMinutes(20));

        await foreign.PostAsync("/change");

        Assert.Equal(600, (int?)(await browser.StateAsync())["idleSeconds"]);
    }

    [Fact]
    public async Task Nothing_moves_the_absolute_deadline()
    {
        await using var site = await StartAsync(options: all =>
        {
            all.IdleTimeout = TimeSpan.FromHours(1);
            all.AbsoluteTimeout = TimeSpan.FromHours(2);
        });
        var browser = await site.SignedInAsync();
        var left = new List<int>();
        foreach (var path in new[] { "/change", "/step-up", "/rotate", "/reissue?role=admin", "/sojourn/session/renew" })
        {
            site.Clock.Advance(TimeSpan.FromMinutes(20));
            await browser.PostAsync(path);
            left.Add((int)(await browser.StateAsync())["absoluteSeconds"]!);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(20));
        var after = await browser.GetAsync("/private");

        Assert.Equal([6000, 4800, 3600, 2400, 1200], left);
        Assert.Equal("absolute", (string?)(await TestBrowser.JsonOf(after))["reason"]);
    }

    [Theory]
    [InlineData("/step-up")]
    [InlineData("/rotate")]
    public async Task In_the_last_instant_of_a_remembered_session_a_rotation_still_works(string path)
    {
        await using var site = await StartAsync(options: all =>
        {
            all.IdleTimeout = TimeSpan.FromHours(1);
            all.AbsoluteTimeout = TimeSpan.FromHours(1);
        });
        var browser = await site.SignedInAsync(remember: true);
        site.Clock.Advance(TimeSpan.FromHours(1) - Kit.LastInstant);

        var answer = await browser.PostAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Remembered_sessions_have_timeouts_of_their_own()
    {
        await using var site = await StartAsync(options: all =>
        {
            all.IdleTimeout = TimeSpan.FromMinutes(5);
            all.RememberedIdleTimeout = TimeSpan.FromMinutes(40);
            all.RememberedAbsoluteTimeout = TimeSpan.FromDays(30);
        });
        var plain = await site.SignedInAsync();
        var remembered = await site.SignedInAsync(remember: true);
        site.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(HttpStatusCode.Unauthorized, (await plain.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await remembered.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Warm_requests_read_nothing_and_write_once_per_interval()
    {
        // The feed of a site that has just started may not have spoken yet; what a lease costs then is another test's.
        await using var site = await StartAsync(
            options: all => all.LeaseWithoutFeed = Sojourn.AspNetCore.Registration.LeaseWithoutFeed.Believe);
        var browser = await site.SignedInAsync();
        await browser.GetAsync("/private");
        await site.FlushAsync();
        Store.ResetCounts();

        for (var request = 0; request < 100; request++)
        {
            await browser.GetAsync("/private");
        }

        await site.FlushAsync();
        Assert.Equal(0, Store.CountOf("find"));
        Assert.InRange(Store.CountOf("renew"), 0, 1);
        Assert.NotNull(site.Services.GetService<TimeProvider>());
    }
}
