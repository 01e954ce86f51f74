using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>What a page, a person or a thief can do with one of the two credentials of a bearer session.</summary>
public sealed class StolenTokenTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public StolenTokenTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task A_page_that_expects_another_session_signs_nobody_out_by_the_hosts_endpoint()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var expected = await browser.IdAsync();
        await browser.PostAsync("/sign-in?subject=grace");

        var answer = await browser.PostAsync("/sign-out", body: null, ("Sojourn-Expect", expected));

        Assert.Equal("session-changed", await TestBrowser.CodeOf(answer));
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_page_that_expects_another_session_replaces_none_by_a_sign_in()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var expected = await browser.IdAsync();
        await browser.PostAsync("/sign-in?subject=grace");
        var grace = browser.Copy();

        await browser.PostAsync("/sign-in?subject=ada", body: null, ("Sojourn-Expect", expected));

        Assert.Equal("active", (string?)(await grace.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_sign_out_with_a_lapsed_access_token_leaves_no_live_refresh_token_behind()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        var token = await BearerSite.AccessTokenAsync(browser);
        _clock.Advance(Lease + TimeSpan.FromMinutes(1));

        var answer = await browser.PostAsync("/sign-out", body: null, BearerSite.Bearing(token));

        var told = answer.IsSuccessStatusCode && browser.Token is null;
        var lives = string.Equals((string?)(await thief.StateAsync())["status"], "active", StringComparison.Ordinal);
        Assert.False(told && lives, "The browser was told it is signed out and lost its cookie; the session lives.");
    }

    [Theory]
    [InlineData("/rotate")]
    [InlineData("/reissue?role=user")]
    [InlineData("/move?to=Cookie")]
    public async Task A_stolen_access_token_does_not_become_a_credential_that_outlives_it(string path)
    {
        await using var site = await BearerSite.StartAsync(_store, _clock, all => all.FurtherCarriers.Add(Sojourn.Sessions.Carrier.Cookie));
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        var thief = site.NewBrowser();

        await thief.PostAsync(path, body: null, BearerSite.Bearing(token));
        _clock.Advance(Lease + TimeSpan.FromMinutes(1));

        Assert.NotEqual("active", (string?)(await thief.StateAsync())["status"], StringComparer.Ordinal);
    }
}
