using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A sign-out says that it is done when something has ended, and takes away the cookie that names nothing living.</summary>
public sealed class BearerSignOutTests
{
    private const string OwnEndpoint = "/sign-out";
    private const string SojournEndpoint = "/sojourn/session";

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public BearerSignOutTests() => _store = new ProbeStore(_clock);

    [Theory]
    [InlineData(null)]
    [InlineData("forged.forged.forged")]
    public async Task A_hosts_sign_out_with_a_token_that_names_nobody_is_refused_and_works_after_a_refresh(string? presented)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var lapsed = await BearerSite.AccessTokenAsync(browser);
        _clock.Advance(TimeSpan.FromMinutes(6));

        var refused = await browser.PostAsync(OwnEndpoint, body: null, BearerSite.Bearing(presented ?? lapsed));
        var state = (string?)(await browser.StateAsync())["status"];
        var token = await BearerSite.AccessTokenAsync(browser);
        var done = await browser.PostAsync(OwnEndpoint, body: null, BearerSite.Bearing(token));

        Assert.Equal("session-required", await TestBrowser.CodeOf(refused));
        Assert.Equal("Bearer error=\"invalid_token\"", TestBrowser.HeaderOf(refused, "WWW-Authenticate"));
        Assert.Null(TestBrowser.HeaderOf(refused, "Set-Cookie"));
        Assert.Equal("active", state);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_hosts_sign_out_with_a_lapsed_token_of_an_app_is_refused_too()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();
        var tokens = await BearerSite.AppSignInAsync(app);
        _clock.Advance(TimeSpan.FromMinutes(6));

        var refused = await app.PostAsync(OwnEndpoint, body: null, BearerSite.Bearing((string)tokens["accessToken"]!));

        Assert.Equal("session-required", await TestBrowser.CodeOf(refused));
    }

    [Theory]
    [InlineData(SojournEndpoint, "garbage")]
    [InlineData(OwnEndpoint, "garbage")]
    [InlineData(SojournEndpoint, "not base64!")]
    [InlineData(OwnEndpoint, "not base64!")]
    [InlineData(SojournEndpoint, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_sign_out_takes_a_cookie_away_that_names_no_session(string path, string value)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = site.NewBrowser();
        browser.Token = value;

        await SignOutAsync(browser, path);

        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_sign_out_by_an_access_token_takes_a_cookie_away_that_names_no_session()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        browser.Token = "garbage";

        var answer = await browser.DeleteAsync(SojournEndpoint, BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Theory]
    [InlineData(SojournEndpoint, "__host-SID=garbage; __Host-sid={0}")]
    [InlineData(OwnEndpoint, "__host-SID=garbage; __Host-sid={0}")]
    [InlineData(SojournEndpoint, "__Host-sid={0}; __Host-sid=garbage")]
    [InlineData(OwnEndpoint, "__Host-sid=garbage; __Host-sid={0}")]
    [InlineData(OwnEndpoint, "__Host-sid=; __Host-sid={0}")]
    public async Task A_planted_look_alike_does_not_make_a_sign_out_take_a_living_sessions_cookie(string path, string cookies)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var attacked = site.NewBrowser();

        var header = string.Format(System.Globalization.CultureInfo.InvariantCulture, cookies, browser.Token);
        var answer = path.Equals(OwnEndpoint, StringComparison.Ordinal)
            ? await attacked.PostAsync(path, body: null, ("Cookie", header))
            : await attacked.DeleteAsync(path, ("Cookie", header));

        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Theory]
    [InlineData(Carrier.Cookie)]
    [InlineData(Carrier.Sealed)]
    public async Task A_sign_out_by_an_access_token_leaves_another_sessions_cookie_of_another_carrier(Carrier other)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock, all => all.FurtherCarriers.Add(other));
        var app = site.NewBrowser();
        var token = (string)(await BearerSite.AppSignInAsync(app, "grace"))["accessToken"]!;
        var browser = await site.SignedInAsync();
        var moved = await browser.PostAsync($"/move?to={other}", body: null, BearerSite.Bearing(await BearerSite.AccessTokenAsync(browser)));
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);

        var answer = await browser.DeleteAsync(SojournEndpoint, BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("ada", (string?)(await browser.StateAsync())["session"]!["subject"]);
    }

    private static async Task SignOutAsync(TestBrowser browser, string path) =>
        (path.Equals(OwnEndpoint, StringComparison.Ordinal) ? await browser.PostAsync(path) : await browser.DeleteAsync(path))
            .EnsureSuccessStatusCode();
}
