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

/// <summary>A running session whose claims grow, shrink or move: it goes on, whole, and leaves no cookie behind.</summary>
public sealed class OutgrownTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    [InlineData(7500)]
    public async Task A_reissue_that_no_longer_fits_moves_the_session_to_the_opaque_cookie(int before)
    {
        await using var site = await StartAsync();
        var browser = await SignedInAsync(site, before);
        var id = await browser.IdAsync();
        var former = browser.Copy();
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await browser.PostAsync("/reissue-large?characters=12000")).EnsureSuccessStatusCode();
        var state = await browser.StateAsync();

        Assert.Equal("__Host-sid", Assert.Single(browser.Cookies).Key);
        Assert.Equal(72, browser.Token!.Length);
        Assert.Equal("cookie", (string?)state["session"]!["carrier"]);
        Assert.Equal(id, (string?)state["session"]!["id"], StringComparer.Ordinal);
        Assert.Equal(12 * 3600 - 60, (int?)state["absoluteSeconds"]);
        Assert.Equal(1, site.Logs.CountOf(3003));
        Assert.Equal(HttpStatusCode.Unauthorized, (await former.GetAsync("/private")).StatusCode);
        Assert.Equal(0, site.Logs.CountOf(1200));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Without_a_store_there_is_nowhere_to_move_and_the_session_goes_on_as_it_was()
    {
        await using var site = await TestSite.StartStorelessAsync(_clock, endpoints: Map);
        var browser = await SignedInAsync(site, 5000);
        var before = browser.Token;

        var failure = await Assert.ThrowsAsync<SealedSessionTooLargeException>(
            () => browser.PostAsync("/reissue-large?characters=12000"));

        Assert.Contains("'note' (12000 characters)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, browser.Token, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        (await browser.PostAsync("/reissue-large?characters=10")).EnsureSuccessStatusCode();
        Assert.Equal("__Host-sid", Assert.Single(browser.Cookies).Key);
    }

    [Theory]
    [InlineData(7500, 3, 5000, 2)]
    [InlineData(7500, 3, 10, 1)]
    [InlineData(5000, 2, 10, 1)]
    [InlineData(10, 1, 7500, 3)]
    public async Task A_reissue_takes_as_many_cookies_as_it_needs_and_leaves_no_other(
        int before, int cookiesBefore, int after, int cookiesAfter)
    {
        await using var site = await StartAsync();
        var browser = await SignedInAsync(site, before);
        Assert.Equal(cookiesBefore, browser.Cookies.Count);

        (await browser.PostAsync($"/reissue-large?characters={after}")).EnsureSuccessStatusCode();

        Assert.Equal(cookiesAfter, browser.Cookies.Count);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_move_to_the_opaque_cookie_takes_the_further_cookies_along()
    {
        await using var site = await StartAsync();
        var browser = await SignedInAsync(site, 7500);
        Assert.Equal(3, browser.Cookies.Count);

        (await browser.PostAsync("/move-to-cookie")).EnsureSuccessStatusCode();

        Assert.Equal("__Host-sid", Assert.Single(browser.Cookies).Key);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Cookies_of_two_seals_or_in_another_order_are_no_session()
    {
        await using var site = await StartAsync();
        var one = await SignedInAsync(site, 7500);
        var other = await SignedInAsync(site, 7500);
        string[] names = ["__Host-sid", "__Host-sid-2", "__Host-sid-3"];

        foreach (var name in names)
        {
            var mixed = one.Copy();
            mixed.Cookies[name] = other.Cookies[name];
            Assert.Equal(HttpStatusCode.Unauthorized, (await mixed.GetAsync("/private")).StatusCode);
            var missing = one.Copy();
            missing.Cookies.Remove(name);
            Assert.Equal(HttpStatusCode.Unauthorized, (await missing.GetAsync("/private")).StatusCode);
        }

        var swapped = one.Copy();
        (swapped.Cookies[names[1]], swapped.Cookies[names[2]]) = (one.Cookies[names[2]], one.Cookies[names[1]]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await swapped.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/private")).StatusCode);
    }

    [Theory]
    [InlineData(800, 0)]
    [InlineData(2500, 1)]
    public async Task From_3000_characters_on_an_operator_is_told(int characters, int warnings)
    {
        await using var site = await StartAsync();

        await SignedInAsync(site, characters);

        Assert.Equal(warnings, site.Logs.CountOf(3002));
    }

    [Fact]
    public async Task No_cookie_is_longer_than_browsers_keep()
    {
        await using var site = await StartAsync();
        var browser = site.NewBrowser();

        var answer = await browser.PostAsync("/sign-in-large?characters=8000");

        foreach (var header in answer.Headers.GetValues("Set-Cookie"))
        {
            var pair = header.Split(';')[0];
            Assert.InRange(pair.Length, 1, 4096);
            Assert.InRange(header.Length - pair.Length, 1, 1024);
        }
    }

    private static async Task<TestBrowser> SignedInAsync(TestSite site, int characters)
    {
        var browser = site.NewBrowser();
        (await browser.PostAsync($"/sign-in-large?characters={characters}")).EnsureSuccessStatusCode();
        return browser;
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/sign-in-large", (HttpContext context, int characters) =>
            context.SignInAsync(SojournDefaults.AuthenticationScheme, LargePerson(characters))).TreatAsSignIn();
        app.MapPost("/reissue-large", async (HttpContext context, int characters) =>
        {
            var running = await context.AuthenticateAsync(SojournDefaults.AuthenticationScheme);
            await context.SignInAsync(SojournDefaults.AuthenticationScheme, LargePerson(characters), running.Properties);
        }).RequireAuthorization();
        app.MapPost("/move-to-cookie", async (HttpContext context) =>
            await context.MoveSessionAsync(Carrier.Cookie) ? Results.NoContent() : Results.Unauthorized()).RequireAuthorization();
    }

    private static ClaimsPrincipal LargePerson(int characters)
    {
        var person = TestSite.PersonOf("ada");
        person.Identities.First().AddClaim(new Claim("note", new string('x', characters)));
        return person;
    }

    private Task<TestSite> StartAsync() =>
        TestSite.StartAsync(_clock, options: all => all.Carrier = Carrier.Sealed, endpoints: Map);
}
