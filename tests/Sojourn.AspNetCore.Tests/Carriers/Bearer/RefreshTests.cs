using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The refresh of a page, over HTTP.</summary>
public sealed class RefreshTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public RefreshTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task A_refresh_reads_once_and_writes_once()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        _clock.Advance(Lease);
        _store.ResetCounts();

        await BearerSite.AccessTokenAsync(browser);

        Assert.Equal(1, _store.CountOf("find"));
        Assert.Equal(1, _store.CountOf("change"));
    }

    [Fact]
    public async Task A_bad_token_is_never_made_good_by_the_cookie()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();

        var state = await browser.GetAsync("/sojourn/session", BearerSite.Bearing("garbage"));
        var refresh = await browser.PostAsync(BearerSite.Refresh, body: null, BearerSite.Bearing("garbage"));

        Assert.Equal("none", (string?)(await TestBrowser.JsonOf(state))["status"]);
        Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
    }

    [Fact]
    public async Task An_access_token_is_no_refresh_token()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);

        var byHeader = await browser.PostAsync(BearerSite.Refresh, body: null, BearerSite.Bearing(token));
        var byBody = await browser.PostAsync(BearerSite.Refresh, new { refreshToken = token });
        var cookieInBody = await browser.PostAsync(BearerSite.Refresh, new { refreshToken = browser.Token });

        Assert.Equal(HttpStatusCode.Unauthorized, byHeader.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, byBody.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, cookieInBody.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_refresh_or_sign_out()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        browser.FetchSite = "cross-site";

        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(await browser.PostAsync(BearerSite.Refresh)));
        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(await browser.DeleteAsync("/sojourn/session")));
    }

    [Fact]
    public async Task A_page_that_expects_another_session_refreshes_nothing()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var other = await site.SignedInAsync("grace");
        _clock.Advance(Lease);
        var cookie = browser.Token;

        var answer = await browser.PostAsync(BearerSite.Refresh, body: null, ("Sojourn-Expect", await other.IdAsync()));

        Assert.Equal("session-changed", await TestBrowser.CodeOf(answer));
        Assert.Equal(cookie, browser.Token, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789abcde+")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_malformed_attempt_is_refused_and_costs_nothing(string attempt)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();

        var answer = await browser.PostAsync(BearerSite.Refresh, body: null, ("Sojourn-Attempt", attempt));

        Assert.Equal("invalid-request", await TestBrowser.CodeOf(answer));
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task While_the_store_is_down_a_refresh_is_unavailable_and_the_cookie_stays()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        _store.IsDown = true;

        var refresh = await browser.PostAsync(BearerSite.Refresh);
        var answer = await browser.GetAsync("/private", BearerSite.Bearing(token));

        Assert.Equal("store-unavailable", await TestBrowser.CodeOf(refresh));
        Assert.Null(TestBrowser.HeaderOf(refresh, "Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
