using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>The sealed cookie over HTTP.</summary>
public sealed class SealedCarrierTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public SealedCarrierTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task Within_the_lease_no_request_asks_the_store()
    {
        await using var site = await StartAsync(Believing);
        var browser = await site.SignedInAsync();
        _store.ResetCounts();

        for (var request = 0; request < 10; request++)
        {
            Assert.Equal("ada", await TextAsync(browser, "/private"));
        }

        Assert.Equal(0, _store.CountOf("find"));
    }

    [Fact]
    public async Task After_the_lease_the_store_is_asked_once_and_the_cookie_sealed_again_with_the_same_generation()
    {
        await using var site = await StartAsync(Believing);
        var browser = await site.SignedInAsync();
        var before = browser.Token;
        _store.ResetCounts();
        _clock.Advance(TimeSpan.FromMinutes(6));

        await TextAsync(browser, "/private");
        Assert.Equal("ada", await TextAsync(browser, "/private"));

        Assert.Equal(1, _store.CountOf("find"));
        Assert.NotEqual(before, browser.Token, StringComparer.Ordinal);
        Assert.Equal(1, (int)(await browser.StateAsync())["session"]!["generation"]!);
    }

    [Fact]
    public async Task Every_changed_character_every_prefix_and_every_padding_is_refused_and_ends_nothing()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var genuine = browser.Token!;
        _store.ResetCounts();

        for (var index = 0; index < genuine.Length; index++)
        {
            var flipped = genuine[index] == 'A' ? 'B' : 'A';
            Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(browser, $"{genuine[..index]}{flipped}{genuine[(index + 1)..]}"));
            Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(browser, genuine[..index]));
        }

        foreach (var padding in new[] { "=", "==", "A", "AAAA", "%3D", " " })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(browser, genuine + padding));
        }

        Assert.Equal(0, _store.CountOf("find"));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(browser, genuine));
    }

    [Fact]
    public async Task A_value_under_another_name_is_no_session()
    {
        await using var site = await StartAsync();
        await using var renamed = await TestSite.StartAsync(_store, _clock, options =>
        {
            options.Carrier = Carrier.Sealed;
            options.Cookie.Name = "__Host-other";
        });
        var browser = await site.SignedInAsync();
        var other = browser.MovedTo(renamed.Server.CreateHandler());
        other.Cookies["__Host-other"] = browser.Token!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_sign_out_refuses_a_copy_at_once_although_its_lease_runs_on()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        await copy.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");

        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_node_that_starts_after_a_revocation_refuses_the_lease_from_before()
    {
        await using var site = await StartAsync();
        var victim = await site.SignedInAsync();
        var other = await site.SignedInAsync();
        await other.DeleteAsync("/sojourn/sessions");

        await using var later = await StartAsync();
        var elsewhere = victim.MovedTo(later.Server.CreateHandler());

        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task An_absolute_deadline_survives_every_new_seal()
    {
        await using var site = await StartAsync(options => options.AbsoluteTimeout = TimeSpan.FromHours(1));
        var browser = await site.SignedInAsync();

        for (var minutes = 0; minutes < 59; minutes++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task While_the_store_is_down_a_lease_is_good_until_it_lapses()
    {
        await using var site = await StartAsync(Believing);
        var browser = await site.SignedInAsync();
        _store.IsDown = true;

        Assert.Equal("ada", await TextAsync(browser, "/private"));
        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_long_session_takes_several_cookies_and_is_whole_or_none()
    {
        await using var site = await StartAsync(endpoints: SignInWithClaims);
        var browser = site.NewBrowser();
        (await browser.PostAsync("/sign-in-large?characters=5000")).EnsureSuccessStatusCode();
        Assert.Equal("ada", await TextAsync(browser, "/private"));
        Assert.StartsWith("2", browser.Token, StringComparison.Ordinal);
        var rest = browser.Cookies["__Host-sid-2"];

        foreach (var wrong in new[] { null, rest[1..], rest + "A", rest[..^1] + (rest[^1] == 'A' ? 'B' : 'A'), browser.Token })
        {
            var thief = browser.Copy();
            thief.Cookies.Remove("__Host-sid-2");
            if (wrong is not null)
            {
                thief.Cookies["__Host-sid-2"] = wrong;
            }

            Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/private")).StatusCode);
        }

        var extra = browser.Copy();
        extra.Cookies["__Host-sid-3"] = rest;
        Assert.Equal(HttpStatusCode.Unauthorized, (await extra.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_shorter_session_and_a_sign_out_leave_no_cookie_behind()
    {
        await using var site = await StartAsync(endpoints: SignInWithClaims);
        var browser = site.NewBrowser();
        await browser.PostAsync("/sign-in-large?characters=5000");

        await browser.PostAsync("/sign-in-large?characters=10");
        Assert.Equal("ada", await TextAsync(browser, "/private"));
        Assert.Equal("__Host-sid", Assert.Single(browser.Cookies).Key);

        await browser.PostAsync("/sign-in-large?characters=5000");
        await browser.DeleteAsync("/sojourn/session");
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_session_that_no_browser_would_keep_is_refused_and_none_is_left()
    {
        await using var site = await StartAsync(endpoints: SignInWithClaims);
        var browser = site.NewBrowser();

        var failure = await Assert.ThrowsAsync<SealedSessionTooLargeException>(
            () => browser.PostAsync("/sign-in-large?characters=12000"));

        Assert.Contains("'note' (12000 characters)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xxxx", failure.Message, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
        Assert.Equal(1, _store.CountOf("end"));
    }

    private static void SignInWithClaims(WebApplication app) =>
        app.MapPost("/sign-in-large", async (HttpContext context, int characters) =>
        {
            var person = TestSite.PersonOf("ada");
            person.Identities.First().AddClaim(new Claim("note", new string('x', characters)));
            await context.SignInAsync(SojournDefaults.AuthenticationScheme, person);
        }).TreatAsSignIn();

    private static async Task<string> TextAsync(TestBrowser browser, string path) =>
        await (await browser.GetAsync(path)).Content.ReadAsStringAsync();

    private static async Task<HttpStatusCode> WithAsync(TestBrowser browser, string value)
    {
        var copy = browser.Copy();
        copy.Token = value;
        return (await copy.GetAsync("/private")).StatusCode;
    }

    /// <summary>For what a lease costs: the feed of a site that has just started may not have spoken yet.</summary>
    private static void Believing(SojournOptions options) => options.LeaseWithoutFeed = LeaseWithoutFeed.Believe;

    private Task<TestSite> StartAsync(Action<SojournOptions>? options = null, Action<WebApplication>? endpoints = null) =>
        TestSite.StartAsync(
            _store,
            _clock,
            all =>
            {
                all.Carrier = Carrier.Sealed;
                options?.Invoke(all);
            },
            endpoints: endpoints);
}
