using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A sign-out says that it is done when something has ended.</summary>
public sealed class BearerSignOutTests
{
    private const string OwnEndpoint = "/sign-out";

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
}
