using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Dead sessions that somebody wants back.</summary>
public abstract class ReplaySuite : CarrierSuite
{
    private protected ReplaySuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_copy_is_worthless_after_the_sign_out()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        await thief.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");

        await AssertDeadAsync(thief);
    }

    [Fact]
    public async Task A_copy_is_worthless_after_a_revocation_elsewhere()
    {
        await using var site = await StartAsync();
        var thief = await site.SignedInAsync();
        await thief.GetAsync("/private");
        var owner = await site.SignedInAsync();

        await owner.DeleteAsync($"/sojourn/sessions/{await thief.IdAsync()}");

        await AssertDeadAsync(thief);
    }

    [Fact]
    public async Task A_dead_session_can_be_neither_rotated_nor_elevated_nor_renewed_nor_reissued()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        await browser.DeleteAsync("/sojourn/session");
        foreach (var path in new[] { "/rotate", "/step-up", "/reissue?role=admin", "/sojourn/session/renew", "/change" })
        {
            var answer = await thief.PostAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_slow_read_does_not_put_an_ended_session_back_into_the_near_cache()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var slow = browser.Copy();
        var gate = Store.PauseAfter("find");

        var request = slow.GetAsync("/certain");
        await gate.Reached;
        await browser.DeleteAsync("/sojourn/session");
        gate.Open();
        await request;

        await AssertDeadAsync(slow);
    }

    [Theory]
    [InlineData("/rotate")]
    [InlineData("/step-up")]
    [InlineData("/reissue?role=admin")]
    public async Task A_slow_rotation_does_not_survive_the_sign_out(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        await browser.GetAsync("/private");
        var slow = browser.Copy();
        var gate = Store.PauseBefore("change");

        var request = slow.PostAsync(path);
        await gate.Reached;
        await browser.DeleteAsync("/sojourn/session");
        gate.Open();
        var answer = await request;

        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        await AssertDeadAsync(slow);
    }

    [Fact]
    public async Task A_late_renewal_does_not_bring_a_session_back()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));
        var elsewhere = browser.MovedTo(there.Server.CreateHandler());
        await elsewhere.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");
        await there.FlushAsync();

        await AssertDeadAsync(browser.Copy());
        await AssertDeadAsync(await StaleCopyAsync(elsewhere, here));
    }

    [Fact]
    public async Task A_renewal_on_its_way_while_the_session_ends_does_not_bring_it_back()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));
        await browser.GetAsync("/private");
        var thief = browser.Copy();
        var gate = Store.PauseBefore("renew");

        var flush = site.FlushAsync();
        await gate.Reached;
        await browser.DeleteAsync("/sojourn/session");
        gate.Open();
        await flush;

        await AssertDeadAsync(thief);
    }

    [Fact]
    public async Task A_node_that_slept_through_the_idle_deadline_does_not_revive_what_others_refused()
    {
        await using var awake = await StartAsync();
        await using var asleep = await StartAsync();
        var browser = await awake.SignedInAsync();
        var elsewhere = browser.MovedTo(asleep.Server.CreateHandler());
        await elsewhere.GetAsync("/private");
        Clock.Advance(TimeSpan.FromMinutes(31));

        var refused = await browser.GetAsync("/private");
        await asleep.FlushAsync();
        var later = await elsewhere.GetAsync("/private");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_on_its_way_while_everything_is_ended_is_void()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var intruder = site.NewBrowser();
        var gate = Store.PauseBefore("create");

        var signIn = intruder.PostAsync("/sign-in?subject=ada");
        await gate.Reached;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.DeleteAsync("/sojourn/session?everywhere=true");
        gate.Open();
        await signIn;

        await AssertDeadAsync(intruder);
    }

    [Fact]
    public async Task A_late_401_never_touches_the_newer_session()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var page = browser.Copy();
        await browser.DeleteAsync("/sojourn/session");
        await browser.PostAsync("/sign-in?subject=ada");

        HttpResponseMessage[] late =
        [
            await page.GetAsync("/private"), await page.GetAsync("/fresh"), await page.GetAsync("/sojourn/session"),
            await page.PostAsync("/sojourn/session/renew"), await page.GetAsync("/sojourn/events"),
            await page.DeleteAsync("/sojourn/sessions"),
        ];

        Assert.All(late, answer => Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_host_callback_that_throws_does_not_keep_a_session_alive()
    {
        await using var site = await StartAsync(options: all =>
        {
            var calls = 0;
            all.Events.OnSignedIn = (_, _) => ++calls < 2
                ? ValueTask.CompletedTask
                : throw new InvalidOperationException("A host's mistake.");
        });
        var browser = await site.SignedInAsync();
        var before = browser.Copy();

        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.PostAsync("/sign-in?subject=bob"));

        await AssertDeadAsync(before);
    }

    private static Task<TestBrowser> StaleCopyAsync(TestBrowser browser, TestSite site) =>
        Task.FromResult(browser.MovedTo(site.Server.CreateHandler()));

    private static async Task AssertDeadAsync(TestBrowser browser)
    {
        foreach (var path in new[] { "/private", "/certain", "/fresh" })
        {
            var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        }

        Assert.Equal("Hello ", await (await browser.GetAsync("/greeting")).Content.ReadAsStringAsync());
    }
}
