using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A page's session by access token and refresh cookie, over HTTP.</summary>
public sealed class BearerCarrierTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public BearerCarrierTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task A_sign_in_gives_a_refresh_cookie_and_the_first_refresh_an_access_token_without_rotating()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var cookie = browser.Token;

        var token = await BearerSite.AccessTokenAsync(browser);
        var answer = await browser.GetAsync("/private", BearerSite.Bearing(token));

        Assert.Equal("ada", await answer.Content.ReadAsStringAsync());
        Assert.Equal(cookie, browser.Token, StringComparer.Ordinal);
        Assert.StartsWith("active; id=", TestBrowser.HeaderOf(answer, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }

    [Fact]
    public async Task An_access_token_costs_no_store_access_within_its_lease()
    {
        await using var site = await BearerSite.StartAsync(
            _store, _clock, all => all.LeaseWithoutFeed = Sojourn.AspNetCore.Registration.LeaseWithoutFeed.Believe);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        _store.ResetCounts();

        for (var request = 0; request < 10; request++)
        {
            var answer = await browser.GetAsync("/private", BearerSite.Bearing(token));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(0, _store.CountOf("find"));
    }

    [Fact]
    public async Task After_the_lease_the_token_is_refused_and_the_refresh_rotates()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var cookie = browser.Token;
        var lapsed = await BearerSite.AccessTokenAsync(browser);
        _clock.Advance(Lease);

        var refused = await browser.GetAsync("/private", BearerSite.Bearing(lapsed));
        var token = await BearerSite.AccessTokenAsync(browser);
        var answer = await browser.GetAsync("/private", BearerSite.Bearing(token));

        Assert.Equal("session-required", await TestBrowser.CodeOf(refused));
        Assert.Equal("Bearer error=\"invalid_token\"", TestBrowser.HeaderOf(refused, "WWW-Authenticate"));
        Assert.NotEqual(cookie, browser.Token, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_refresh_cookie_authenticates_refresh_read_and_sign_out_and_nothing_else()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();

        foreach (var path in new[] { "/private", "/sojourn/sessions", "/sojourn/events", "/certain", "/fresh" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/sojourn/session/renew")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/change")).StatusCode);
        Assert.Equal("Hello ", await (await browser.GetAsync("/greeting")).Content.ReadAsStringAsync());
        Assert.Equal("bearer", (string?)(await browser.StateAsync())["session"]!["carrier"]);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/sojourn/session")).StatusCode);
        Assert.Equal("none", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task What_one_tab_extends_by_its_access_token_every_other_is_told_by_the_cookie_at_once()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        await browser.StateAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var before = (int?)(await browser.StateAsync())["idleSeconds"];

        var renewed = await browser.PostAsync("/sojourn/session/renew", headers: BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        Assert.Equal(1797, before);
        Assert.Equal(1800, (int?)(await browser.StateAsync())["idleSeconds"]);
    }

    [Fact]
    public async Task An_ended_session_is_refused_at_once_by_every_credential()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        var token = await BearerSite.AccessTokenAsync(browser);
        await thief.GetAsync("/private", BearerSite.Bearing(token));

        await browser.DeleteAsync("/sojourn/session");

        var answer = await thief.GetAsync("/private", BearerSite.Bearing(token));
        Assert.Equal("session-ended", await TestBrowser.CodeOf(answer));
        Assert.Equal("signed-out", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
        Assert.Equal("session-ended", await TestBrowser.CodeOf(await thief.PostAsync(BearerSite.Refresh)));
        Assert.Equal("none", (string?)(await thief.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_page_of_another_site_may_send_an_access_token_that_it_was_given()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        var elsewhere = site.NewBrowser();
        elsewhere.FetchSite = "cross-site";

        var answer = await elsewhere.PostAsync("/change", body: null, BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_replaces_the_session_that_the_browser_held()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var before = browser.Copy();
        var token = await BearerSite.AccessTokenAsync(browser);

        await browser.PostAsync("/sign-in?subject=grace");

        var answer = await before.GetAsync("/private", BearerSite.Bearing(token));
        Assert.Equal("replaced", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
        Assert.Equal("session-ended", await TestBrowser.CodeOf(await before.PostAsync(BearerSite.Refresh)));
    }

    [Fact]
    public async Task A_step_up_makes_the_cookie_new_and_the_old_access_token_never_passes_a_freshness_check()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        _clock.Advance(TimeSpan.FromMinutes(6));
        var old = await BearerSite.AccessTokenAsync(browser);
        var cookie = browser.Token;

        var stepUp = await browser.PostAsync("/step-up", body: null, BearerSite.Bearing(old));
        var token = await BearerSite.AccessTokenAsync(browser);

        Assert.Equal(HttpStatusCode.NoContent, stepUp.StatusCode);
        Assert.NotEqual(cookie, browser.Token, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/fresh", BearerSite.Bearing(token))).StatusCode);
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(await browser.GetAsync("/fresh", BearerSite.Bearing(old))));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("superseded", await TestBrowser.CodeOf(await browser.GetAsync("/fresh", BearerSite.Bearing(old))));
        Assert.Equal("superseded", await TestBrowser.CodeOf(await browser.GetAsync("/private", BearerSite.Bearing(old))));
    }

    [Fact]
    public async Task A_sign_out_by_a_former_sessions_token_leaves_the_browsers_new_session_alone()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var former = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(former);
        var browser = await site.SignedInAsync("grace");

        var answer = await browser.DeleteAsync("/sojourn/session", BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("grace", (string?)(await browser.StateAsync())["session"]!["subject"]);
    }

    [Fact]
    public async Task A_sign_out_with_a_lapsed_token_is_refused_and_not_called_done()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        _clock.Advance(Lease);

        var refused = await browser.DeleteAsync("/sojourn/session", BearerSite.Bearing(token));
        var repeated = await browser.DeleteAsync("/sojourn/session", BearerSite.Bearing(await BearerSite.AccessTokenAsync(browser)));

        Assert.Equal("session-required", await TestBrowser.CodeOf(refused));
        Assert.Equal(HttpStatusCode.NoContent, repeated.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Own_nodes_have_every_claim_and_the_token_shows_only_the_chosen_ones()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = site.NewBrowser();
        await browser.PostAsync("/sign-in?subject=ada&role=admin");
        var token = await BearerSite.AccessTokenAsync(browser);

        var admin = await browser.GetAsync("/admin", BearerSite.Bearing(token));
        var shown = AccessTokens.PayloadOf(token);

        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        Assert.Contains("\"role\":\"admin\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("nameidentifier", shown, StringComparison.Ordinal);
    }
}
