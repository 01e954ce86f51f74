using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>By which refresh cookie, beside an access token, a new token may be asked for.</summary>
public sealed class PossessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public PossessionTests() => _store = new ProbeStore(_clock);

    [Theory]
    [InlineData("/rotate")]
    [InlineData("/step-up")]
    [InlineData("/reissue?role=admin")]
    [InlineData("/move?to=Cookie")]
    public async Task A_cookie_that_was_forged_with_a_leaked_tag_key_gets_no_new_token(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        var thief = site.NewBrowser();
        var forged = Forged(site, id, generation: 1);
        thief.Token = forged;

        await thief.PostAsync(path, body: null, BearerSite.Bearing(token));

        Assert.Equal(1, site.Logs.CountOf(1201));
        Assert.Equal(forged, thief.Token, StringComparer.Ordinal);
        Assert.NotEqual("active", (string?)(await thief.StateAsync())["status"], StringComparer.Ordinal);
        Assert.Equal("active", (string?)(await browser.StateAsync())["status"]);
    }

    [Fact]
    public async Task A_copy_of_a_cookie_from_before_gets_no_new_token_and_ends_nothing()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        for (var refresh = 0; refresh < 3; refresh++)
        {
            _clock.Advance(Lease);
            await BearerSite.AccessTokenAsync(browser);
        }

        var token = await BearerSite.AccessTokenAsync(browser);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var copied = thief.Token;

        var answer = await thief.PostAsync("/rotate", body: null, BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal(copied, thief.Token, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private", BearerSite.Bearing(token))).StatusCode);
    }

    [Fact]
    public async Task A_page_whose_refresh_is_still_under_way_may_step_up_by_the_cookie_from_before()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        _clock.Advance(Lease);
        var late = browser.Copy();
        var token = await BearerSite.AccessTokenAsync(browser);

        var answer = await late.PostAsync("/step-up", body: null, BearerSite.Bearing(token));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_judged_on_the_record_that_is_read_anyway()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var token = await BearerSite.AccessTokenAsync(browser);
        await browser.GetAsync("/private", BearerSite.Bearing(token));
        _store.ResetCounts();

        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/step-up", body: null, BearerSite.Bearing(token))).StatusCode);

        Assert.Equal(1, _store.CountOf("find"));
        Assert.Equal(1, _store.CountOf("change"));
    }

    private static string Forged(TestSite site, string id, int generation)
    {
        Assert.True(SessionId.TryParse(id, out var named));
        var token = site.Services.GetRequiredService<SessionTokens>().Issue(TokenPurpose.RefreshCookie, named, generation);
        return RefreshTokenText.Of(token);
    }

    private Task<TestSite> StartAsync() => BearerSite.StartAsync(_store, _clock, all => all.FurtherCarriers.Add(Carrier.Cookie));
}
