using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Another service with an unmodified handler, which knows of a running site only its address.</summary>
/// <remarks>The handler's clock is the system's, so the site's begins there.</remarks>
public sealed class OtherServiceTests
{
    private readonly ManualTimeProvider _clock = new(
        DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));

    private readonly ProbeStore _store;

    public OtherServiceTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task It_accepts_the_access_token_of_a_page_and_sees_the_chosen_claims()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        await using var service = await StartServiceAsync(site);
        var browser = site.NewBrowser();
        await browser.PostAsync("/sign-in?subject=ada&role=admin");
        var id = await browser.IdAsync();

        var (status, body) = await AskAsync(service, await BearerSite.AccessTokenAsync(browser));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"ada {id} pwd admin", body);
    }

    [Fact]
    public async Task It_refuses_a_refresh_token()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        await using var service = await StartServiceAsync(site);
        var browser = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(service, browser.Token!)).Status);
    }

    [Fact]
    public async Task The_keys_are_public_members_only_and_may_be_cached()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();

        var answer = await browser.GetAsync("/.well-known/jwks.json");
        var keys = (await TestBrowser.JsonOf(answer))["keys"]!.AsArray();

        Assert.Equal("application/jwk-set+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl?.ToString());
        Assert.Null(TestBrowser.HeaderOf(answer, "Sojourn-Session"));
        Assert.NotEmpty(keys);
        string[] known = ["kty", "crv", "x", "y", "e", "n", "use", "key_ops", "alg", "kid"];
        Assert.All(keys, key => Assert.Empty(key!.AsObject().Select(member => member.Key).Except(known, StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_discovery_document_names_the_issuer_and_the_keys()
    {
        await using var site = await BearerSite.StartAsync(_store, _clock);

        var answer = await site.NewBrowser().GetAsync("/.well-known/openid-configuration");
        var document = await TestBrowser.JsonOf(answer);

        Assert.Equal(TestSite.Origin, (string?)document["issuer"]);
        Assert.Equal(TestSite.Origin + "/.well-known/jwks.json", (string?)document["jwks_uri"]);
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_host_without_the_carrier_publishes_nothing()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/.well-known/jwks.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(BearerSite.Refresh)).StatusCode);
    }

    private static async Task<WebApplication> StartServiceAsync(TestSite site)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = TestSite.Origin;
            options.Audience = TestSite.Origin;
            options.BackchannelHttpHandler = site.Server.CreateHandler();
            options.MapInboundClaims = false;
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/me", (ClaimsPrincipal user) =>
            $"{user.FindFirstValue("sub")} {user.FindFirstValue("sid")} {user.FindFirstValue("amr")} {user.FindFirstValue("role")}")
            .RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(WebApplication service, string token)
    {
        using var client = service.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/me");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
