using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>One person's answer served to another by a cache in between.</summary>
public abstract class CachingSuite : CarrierSuite
{
    private protected CachingSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Theory]
    [InlineData("/private")]
    [InlineData("/poll")]
    [InlineData("/fresh")]
    [InlineData("/certain")]
    [InlineData("/admin")]
    [InlineData("/greeting")]
    [InlineData("/sojourn/session")]
    [InlineData("/sojourn/sessions")]
    [InlineData("/session-id")]
    [InlineData("/feature")]
    [InlineData("/result")]
    [InlineData("/public-but-private")]
    [InlineData("/public-greeting")]
    [InlineData("/private-404")]
    [InlineData("/page")]
    public async Task No_answer_that_read_a_session_is_served_to_another_browser(string path)
    {
        await using var site = await StartAsync(endpoints: Endpoints);
        var cache = new SharedCache();
        TestBrowser[] browsers = [await site.SignedInAsync("ada"), await site.SignedInAsync("bob"), site.NewBrowser()];
        foreach (var first in browsers)
        {
            await cache.GetAsync(first, path);
            foreach (var second in browsers.Where(other => other != first))
            {
                var direct = await (await second.GetAsync(path)).Content.ReadAsStringAsync();
                var (body, answer, isHit) = await cache.GetAsync(second, path);

                Assert.Equal(direct, body);
                Assert.False(isHit && TestBrowser.HeaderOf(answer, "Sojourn-Session") is not null);
            }
        }
    }

    [Theory]
    [InlineData("/callback")]
    [InlineData("/public-callback")]
    [InlineData("/late-public-callback")]
    [InlineData("/public-rotation")]
    [InlineData("/public-sign-out")]
    public async Task No_answer_that_sets_or_deletes_the_credential_is_ever_kept(string path)
    {
        await using var site = await StartAsync(endpoints: Endpoints);
        var cache = new SharedCache();
        var ada = await site.SignedInAsync("ada");

        var (_, answer, _) = await cache.GetAsync(ada, path);
        var (_, other, isHit) = await cache.GetAsync(site.NewBrowser(), path);

        Assert.NotNull(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal("no-store", TestBrowser.HeaderOf(answer, "Cache-Control"));
        Assert.False(isHit);
        Assert.NotSame(answer, other);
    }

    [Fact]
    public async Task What_reads_no_session_stays_cacheable_for_everybody()
    {
        await using var site = await StartAsync(endpoints: Endpoints);
        var cache = new SharedCache();

        await cache.GetAsync(await site.SignedInAsync("ada"), "/public");
        await cache.GetAsync(site.NewBrowser(), "/public");

        Assert.Equal(1, cache.Hits);
    }

    [Fact]
    public async Task An_endpoint_that_decides_about_caching_itself_keeps_its_word_and_loses_the_session_header()
    {
        await using var site = await StartAsync(endpoints: Endpoints);
        var browser = await site.SignedInAsync();

        var answer = await browser.GetAsync("/public-but-private");

        Assert.Equal("public, max-age=600", TestBrowser.HeaderOf(answer, "Cache-Control"));
        Assert.Equal(Kit.Vary, TestBrowser.HeaderOf(answer, "Vary"));
        Assert.Null(TestBrowser.HeaderOf(answer, "Sojourn-Session"));
    }

    private static void Endpoints(WebApplication app)
    {
        app.MapGet("/session-id", (HttpContext context) => context.GetSojournSession()?.Id.ToString() ?? "nobody");
        app.MapGet("/feature", (HttpContext context) =>
            context.Features.Get<Pipeline.ISojournFeature>()?.Session?.Subject.Value ?? "nobody");
        app.MapGet("/result", async (HttpContext context) =>
            (await context.AuthenticateAsync()).Principal?.Identity?.Name ?? "nobody");
        app.MapGet("/public-but-private", (HttpContext context, ClaimsPrincipal user) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            return user.Identity!.Name;
        }).RequireAuthorization();
        app.MapGet("/public-greeting", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            return $"Hello {context.User.Identity?.Name}";
        });
        app.MapGet("/private-404", (ClaimsPrincipal user) => Results.NotFound(user.Identity!.Name)).RequireAuthorization();
        app.MapGet("/page", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization().RedirectToSignIn("/enter");
        app.MapGet("/callback", (HttpContext context) => context.SignInAsync(TestSite.PersonOf("ada")));
        app.MapGet("/public-callback", async (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            await context.SignInAsync(TestSite.PersonOf("ada"));
        });
        app.MapGet("/late-public-callback", async (HttpContext context) =>
        {
            await context.SignInAsync(TestSite.PersonOf("ada"));
            context.Response.Headers.CacheControl = "public, max-age=600";
            await context.Response.WriteAsync("signed in");
        });
        app.MapGet("/public-rotation", async (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            await context.RotateSessionAsync();
        });
        app.MapGet("/public-sign-out", async (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            await context.SignOutAsync(Registration.SojournDefaults.AuthenticationScheme);
        });
    }
}
