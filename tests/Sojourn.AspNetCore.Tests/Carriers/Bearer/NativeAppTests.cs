using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>An app without a cookie jar: both tokens in bodies, as the server's code chose at the sign-in.</summary>
public sealed class NativeAppTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public NativeAppTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task Both_tokens_come_in_the_body_and_no_cookie_is_set()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();

        var tokens = await BearerSite.AppSignInAsync(app);
        var answer = await app.GetAsync("/private", BearerSite.Bearing((string)tokens["accessToken"]!));

        Assert.Empty(app.Cookies);
        Assert.Equal(72, ((string)tokens["refreshToken"]!).Length);
        Assert.Equal(300, (long?)tokens["expiresInSeconds"]);
        Assert.Equal("ada", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_refresh_gives_the_successor_in_the_body()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();
        app.FetchSite = null;
        var first = await BearerSite.AppSignInAsync(app);
        _clock.Advance(TimeSpan.FromMinutes(5));

        var second = await TestBrowser.JsonOf(await RefreshAsync(app, (string)first["refreshToken"]!));
        var soon = await TestBrowser.JsonOf(await RefreshAsync(app, (string)second["refreshToken"]!));

        Assert.NotEqual((string?)first["refreshToken"], (string?)second["refreshToken"], StringComparer.Ordinal);
        Assert.Null(soon["refreshToken"]);
        Assert.Empty(app.Cookies);
    }

    [Fact]
    public async Task A_token_of_bodies_is_nothing_in_a_cookie()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();
        var tokens = await BearerSite.AppSignInAsync(app);
        app.Token = (string)tokens["refreshToken"]!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync(BearerSite.Refresh)).StatusCode);
        Assert.Equal("none", (string?)(await app.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_step_up_answers_with_both_tokens()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();
        var tokens = await BearerSite.AppSignInAsync(app);

        var answer = await app.PostAsync("/app/step-up", body: null, BearerSite.Bearing((string)tokens["accessToken"]!));
        var elevated = await TestBrowser.JsonOf(answer);

        Assert.NotEqual((string?)tokens["refreshToken"], (string?)elevated["refreshToken"], StringComparer.Ordinal);
        var fresh = await app.GetAsync("/fresh", BearerSite.Bearing((string)elevated["accessToken"]!));
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task The_old_token_after_a_refresh_ends_the_session_for_thief_and_owner()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var app = site.NewBrowser();
        var stolen = (string)(await BearerSite.AppSignInAsync(app))["refreshToken"]!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        var current = stolen;
        for (var refresh = 0; refresh < 2; refresh++)
        {
            current = (string)(await TestBrowser.JsonOf(await RefreshAsync(app, current)))["refreshToken"]!;
            _clock.Advance(TimeSpan.FromMinutes(5));
        }

        var reuse = await RefreshAsync(app, stolen);
        var owner = await RefreshAsync(app, current);

        // A token two generations old proves nobody by its hash: it is told no reason, and the owner is.
        Assert.Equal("session-required", await TestBrowser.CodeOf(reuse));
        Assert.Equal("reuse", (string?)(await TestBrowser.JsonOf(owner))["reason"]);
    }

    [Fact]
    public async Task On_a_host_of_cookies_an_app_signs_in_beside_the_pages()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock, options =>
        {
            options.Carrier = Carrier.Cookie;
            options.FurtherCarriers.Add(Carrier.Bearer);
        });
        var browser = await site.SignedInAsync("grace");
        var app = site.NewBrowser();

        var tokens = await BearerSite.AppSignInAsync(app);

        var byToken = await app.GetAsync("/private", BearerSite.Bearing((string)tokens["accessToken"]!));
        Assert.Equal("ada", await byToken.Content.ReadAsStringAsync());
        Assert.Equal("grace", await (await browser.GetAsync("/private")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_cookie_session_moves_to_an_app_and_the_cookie_is_refused_without_ending_anything()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock, options =>
        {
            options.Carrier = Carrier.Cookie;
            options.FurtherCarriers.Add(Carrier.Bearer);
        });
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        var before = browser.Copy();

        var moved = await TestBrowser.JsonOf(await browser.PostAsync("/move?to=Bearer&inBody=true"));
        var app = site.NewBrowser();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var former = await before.GetAsync("/private");
        var refreshed = await RefreshAsync(app, (string)moved["refreshToken"]!);

        Assert.Empty(browser.Cookies);
        Assert.Equal("session-required", await TestBrowser.CodeOf(former));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        var answer = await app.GetAsync("/sojourn/session", BearerSite.Bearing((string)moved["accessToken"]!));
        Assert.Equal(id, (string?)(await TestBrowser.JsonOf(answer))["session"]!["id"]);
    }

    private static Task<HttpResponseMessage> RefreshAsync(TestBrowser app, string token) =>
        app.PostAsync(BearerSite.Refresh, new { refreshToken = token });
}
