using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Sojourn as an ordinary authentication scheme.</summary>
public abstract class SchemeSuite : CarrierSuite
{
    private protected SchemeSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task Role_policies_see_the_claims_of_the_sign_in()
    {
        await using var site = await StartAsync();
        var ada = await site.SignedInAsync();
        var admin = site.NewBrowser();
        await admin.PostAsync("/sign-in?subject=eve&role=admin");

        var refused = await ada.GetAsync("/admin");
        var allowed = await admin.GetAsync("/admin");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("forbidden", await TestBrowser.CodeOf(refused));
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task A_policy_may_name_the_scheme_beside_another_default()
    {
        await using var site = await StartAsync(host: OtherDefault, endpoints: NamedEndpoints);
        var browser = await site.SignedInAsync();

        var named = await browser.GetAsync("/named");
        var byDefault = await browser.GetAsync("/private");

        Assert.Equal("ada", await named.Content.ReadAsStringAsync());
        Assert.NotEqual(HttpStatusCode.OK, byDefault.StatusCode);
    }

    [Fact]
    public async Task Beside_another_default_each_scheme_answers_for_its_own_cookie()
    {
        await using var site = await StartAsync(host: OtherDefault, endpoints: NamedEndpoints);
        var browser = site.NewBrowser();
        await browser.PostAsync("/sign-in-other?subject=bob");

        var byDefault = await browser.GetAsync("/private");
        var named = await browser.GetAsync("/named");
        var fresh = await browser.GetAsync("/fresh");

        Assert.Equal("bob", await byDefault.Content.ReadAsStringAsync());
        Assert.Equal("session-required", await TestBrowser.CodeOf(named));
        Assert.Equal("session-required", await TestBrowser.CodeOf(fresh));
    }

    [Fact]
    public async Task As_default_it_stands_beside_a_named_cookie_scheme()
    {
        await using var site = await StartAsync(
            host: host => host.Services.AddAuthentication().AddCookie("other"), endpoints: NamedEndpoints);
        var browser = await site.SignedInAsync();
        await browser.PostAsync("/sign-in-other?subject=bob");

        var byDefault = await browser.GetAsync("/private");
        var other = await browser.GetAsync("/named-other");

        Assert.Equal("ada", await byDefault.Content.ReadAsStringAsync());
        Assert.Equal("bob", await other.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_results_of_authentication_are_where_the_framework_looks_for_them()
    {
        await using var site = await StartAsync(endpoints: app => app.MapGet("/results", async (HttpContext context) =>
        {
            var feature = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult;
            var result = await context.AuthenticateAsync();
            var named = await context.AuthenticateAsync(SojournDefaults.AuthenticationScheme);
            return $"{feature?.Principal?.Identity?.Name} {result.Principal?.Identity?.Name} "
                + $"{named.Principal == context.User} {named.Ticket?.AuthenticationScheme}";
        }));
        var browser = await site.SignedInAsync();

        var signedIn = await (await browser.GetAsync("/results")).Content.ReadAsStringAsync();
        var anonymous = await (await site.NewBrowser().GetAsync("/results")).Content.ReadAsStringAsync();

        Assert.Equal("ada ada True Sojourn", signedIn);
        Assert.Equal("  False ", anonymous);
    }

    [Fact]
    public async Task Typed_results_sign_in_and_out()
    {
        await using var site = await StartAsync(endpoints: app =>
        {
            app.MapPost("/typed-in", () => TypedResults.SignIn(TestSite.PersonOf("ada")));
            app.MapPost("/typed-out", () => TypedResults.SignOut(authenticationSchemes: [SojournDefaults.AuthenticationScheme]));
        });
        var browser = site.NewBrowser();

        await browser.PostAsync("/typed-in");
        var during = await browser.GetAsync("/private");
        await browser.PostAsync("/typed-out");
        var after = await browser.GetAsync("/private");

        Assert.Equal("ada", await during.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_fallback_policy_closes_what_says_nothing_and_counts_it_as_activity()
    {
        await using var site = await StartAsync(
            host: host => host.Services.AddAuthorizationBuilder().SetFallbackPolicy(
                new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
            endpoints: app => app.MapPost("/enter", (HttpContext context) => context.SignInAsync(TestSite.PersonOf("ada")))
                .AllowAnonymous());
        var browser = site.NewBrowser();

        var anonymous = await browser.GetAsync("/public");
        await browser.PostAsync("/enter");
        site.Clock.Advance(TimeSpan.FromMinutes(20));
        var signedIn = await browser.GetAsync("/public");
        site.Clock.Advance(TimeSpan.FromMinutes(20));
        var later = await browser.GetAsync("/public");

        Assert.Equal("session-required", await TestBrowser.CodeOf(anonymous));
        Assert.Equal("public", await signedIn.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal("no-store", TestBrowser.HeaderOf(later, "Cache-Control"));
    }

    [Theory]
    [InlineData("/private")]
    [InlineData("/by-name")]
    public async Task A_claims_transformation_runs_once_per_request(string path)
    {
        var transformation = new CountingTransformation();
        await using var site = await StartAsync(
            host: host => host.Services.AddSingleton<IClaimsTransformation>(transformation),
            endpoints: app => app.MapGet("/by-name", (ClaimsPrincipal user) => user.HasClaim("added", "yes") ? "ada" : "none")
                .RequireAuthorization(policy => policy
                    .AddAuthenticationSchemes(SojournDefaults.AuthenticationScheme).RequireClaim("added", "yes")));
        var browser = await site.SignedInAsync();
        transformation.Runs = 0;

        var answer = await browser.GetAsync(path);

        Assert.Equal("ada", await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, transformation.Runs);
    }

    [Fact]
    public async Task A_claim_that_one_request_adds_is_never_seen_by_the_next()
    {
        await using var site = await StartAsync(endpoints: app =>
        {
            app.MapGet("/raise", (ClaimsPrincipal user) =>
            {
                ((ClaimsIdentity)user.Identity!).AddClaim(new Claim(ClaimTypes.Role, "admin"));
                return user.IsInRole("admin");
            }).RequireAuthorization();
            app.MapGet("/raise-result", async (HttpContext context) =>
            {
                var result = await context.AuthenticateAsync();
                ((ClaimsIdentity)result.Principal!.Identity!).AddClaim(new Claim(ClaimTypes.Role, "admin"));
                result.Properties!.Items["planted"] = "yes";
            });
            app.MapGet("/planted", async (HttpContext context) =>
                (await context.AuthenticateAsync()).Properties!.Items.ContainsKey("planted") ? "planted" : "clean");
        });
        var browser = await site.SignedInAsync();

        var raised = await browser.GetAsync("/raise");
        await browser.GetAsync("/raise-result");
        var admin = await browser.GetAsync("/admin");
        var planted = await browser.GetAsync("/planted");

        Assert.Equal("true", await raised.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, admin.StatusCode);
        Assert.Equal("clean", await planted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_an_endpoint_that_asks_for_it_redirects_to_the_sign_in_page()
    {
        await using var site = await StartAsync(endpoints: app =>
            app.MapGet("/page", () => "page").RequireAuthorization().RedirectToSignIn("/enter"));

        var page = await site.NewBrowser().GetAsync("/page?tab=2");
        var call = await site.NewBrowser().GetAsync("/private");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/enter?returnUrl=%2Fpage%3Ftab%3D2", page.Headers.Location?.OriginalString);
        Assert.Equal("no-store", TestBrowser.HeaderOf(page, "Cache-Control"));
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    [Fact]
    public async Task Head_and_options_are_judged_like_get()
    {
        await using var site = await StartAsync(endpoints: app =>
            app.MapMethods("/any", ["GET", "HEAD", "OPTIONS"], () => "any").RequireAuthorization());
        var browser = await site.SignedInAsync();
        var anonymous = site.NewBrowser();

        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Options })
        {
            var refused = await anonymous.SendAsync(method, "/any", body: null);
            var allowed = await browser.SendAsync(method, "/any", body: null);

            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.StartsWith("active", TestBrowser.HeaderOf(allowed, "Sojourn-Session"), StringComparison.Ordinal);
        }
    }

    private static void OtherDefault(WebApplicationBuilder host) => host.Services
        .AddAuthentication("other")
        .AddCookie("other", cookie => cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });

    private static void NamedEndpoints(WebApplication app)
    {
        app.MapPost("/sign-in-other", (HttpContext context, string subject) =>
            context.SignInAsync("other", TestSite.PersonOf(subject)));
        app.MapGet("/named", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(SojournDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        app.MapGet("/named-other", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization(policy => policy
            .AddAuthenticationSchemes("other").RequireAuthenticatedUser());
    }

    private sealed class CountingTransformation : IClaimsTransformation
    {
        public int Runs { get; set; }

        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            Runs++;
            principal.AddIdentity(new ClaimsIdentity([new Claim("added", "yes")]));
            return Task.FromResult(principal);
        }
    }
}
