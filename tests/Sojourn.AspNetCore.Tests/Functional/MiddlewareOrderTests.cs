using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sojourn.AspNetCore.Registration;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>One test per order in which a host may write its pipeline.</summary>
public sealed class MiddlewareOrderTests
{
    [Fact]
    public async Task With_authorization_after_it_a_cookie_opens_and_its_absence_closes()
    {
        await using var app = Build(site => site.UseSojourn(), site => site.UseAuthorization());
        await app.StartAsync();

        await AssertSignInWorksAsync(app.GetTestServer());
    }

    [Fact]
    public async Task Alone_it_makes_an_endpoint_with_authorization_fail_loudly()
    {
        await using var app = Build(site => site.UseSojourn());
        await app.StartAsync();
        var browser = BrowserOf(app.GetTestServer());
        await browser.PostAsync("/sign-in");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/private"));

        Assert.Contains("authorization", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Alone_it_makes_an_endpoint_with_freshness_fail_loudly()
    {
        await using var app = Build(site => site.UseSojourn());
        await app.StartAsync();
        var browser = BrowserOf(app.GetTestServer());
        await browser.PostAsync("/sign-in");

        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/fresh"));
    }

    [Fact]
    public async Task Without_it_every_endpoint_that_asks_for_the_session_fails_loudly()
    {
        await using var app = Build(site => site.UseAuthorization());
        await app.StartAsync();
        var browser = BrowserOf(app.GetTestServer());

        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/private"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/fresh"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.PostAsync("/sign-in"));
    }

    [Fact]
    public void After_authorization_it_is_refused_at_start()
    {
        var failure = Assert.Throws<InvalidOperationException>(
            () => Build(site => site.UseAuthorization(), site => site.UseSojourn()));

        Assert.StartsWith("SOJ3003", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_authentication_it_is_refused_at_start()
    {
        var failure = Assert.Throws<InvalidOperationException>(
            () => Build(site => site.UseAuthentication(), site => site.UseSojourn(), site => site.UseAuthorization()));

        Assert.StartsWith("SOJ3004", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authentication_written_after_it_changes_nothing()
    {
        await using var app = Build(
            site => site.UseSojourn(), site => site.UseAuthentication(), site => site.UseAuthorization());
        await app.StartAsync();

        await AssertSignInWorksAsync(app.GetTestServer());
    }

    [Fact]
    public async Task Routing_written_before_it_changes_nothing()
    {
        await using var app = Build(
            site => site.UseRouting(), site => site.UseSojourn(), site => site.UseAuthorization());
        await app.StartAsync();

        await AssertSignInWorksAsync(app.GetTestServer());
    }

    [Fact]
    public async Task Before_routing_it_is_refused_at_start()
    {
        await using var app = Build(
            site => site.UseSojourn(), site => site.UseRouting(), site => site.UseAuthorization());

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.StartsWith("SOJ3005", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_services_it_is_refused_at_start()
    {
        var builder = TestSite.NewBuilder(new ManualTimeProvider(), new RecordedLogs());
        var app = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.UseSojourn());

        Assert.StartsWith("SOJ3002", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_startup_class_host_works()
    {
        using var host = await StartupHost(app => app.UseRouting().UseSojourn().UseAuthorization()).StartAsync();

        await AssertSignInWorksAsync(host.GetTestServer());
    }

    [Fact]
    public async Task A_startup_class_host_that_routes_after_it_is_refused_at_start()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartupHost(app => app.UseSojourn().UseRouting().UseAuthorization()).StartAsync());

        Assert.StartsWith("SOJ3005", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_branch_of_a_pipeline_that_has_it_already_it_is_accepted()
    {
        await using var app = Build(
            site => site.UseSojourn(),
            site => site.UseAuthorization(),
            site => site.Map("/branch", branch => branch.UseSojourn().Run(context => context.Response.WriteAsync("branch"))));
        await app.StartAsync();

        await AssertSignInWorksAsync(app.GetTestServer());
    }

    [Fact]
    public void The_frameworks_property_names_are_the_ones_that_are_set()
    {
        var probe = new ApplicationBuilder(BareServices());

        probe.UseAuthentication();
        probe.UseAuthorization();
        probe.UseRouting();

        Assert.True(probe.Properties.ContainsKey("__AuthenticationMiddlewareSet"));
        Assert.True(probe.Properties.ContainsKey("__AuthorizationMiddlewareSet"));
        Assert.True(probe.Properties.ContainsKey("__EndpointRouteBuilder"));
    }

    [Fact]
    public void It_sets_the_properties_by_which_a_host_inserts_both_middlewares_itself()
    {
        var app = Build(site => site.UseSojourn());

        Assert.True(((IApplicationBuilder)app).Properties.ContainsKey("__AuthenticationMiddlewareSet"));
        Assert.True(((IApplicationBuilder)app).Properties.ContainsKey("__AuthorizationMiddlewareSet"));
    }

    private static ServiceProvider BareServices()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRouting();
        services.AddAuthentication();
        services.AddAuthorization();
        return services.BuildServiceProvider();
    }

    private static WebApplication Build(params Action<WebApplication>[] pipeline)
    {
        var builder = TestSite.NewBuilder(new ManualTimeProvider(), new RecordedLogs());
        builder.Services.AddSojourn(all => all.Csrf.PublicOrigins.Add(TestSite.Origin)).AddInMemory();
        var app = builder.Build();
        foreach (var use in pipeline)
        {
            use(app);
        }

        MapFew(app);
        return app;
    }

    private static IHostBuilder StartupHost(Action<IApplicationBuilder> pipeline) => new HostBuilder()
        .ConfigureWebHost(web => web
            .UseTestServer()
            .ConfigureServices(services =>
            {
                services.AddRouting();
                services.AddAuthorization();
                services.AddDataProtection();
                services.AddSingleton<TimeProvider>(new ManualTimeProvider());
                services.AddSojourn(all => all.Csrf.PublicOrigins.Add(TestSite.Origin)).AddInMemory();
            })
            .Configure(app =>
            {
                pipeline(app);
                app.UseEndpoints(MapFew);
            }));

    private static void MapFew(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-in", async (HttpContext context) =>
        {
            await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.SignInAsync(
                context, SojournDefaults.AuthenticationScheme, TestSite.PersonOf("ada"));
            return TypedResults.NoContent();
        });
        endpoints.MapGet("/private", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
        endpoints.MapGet("/fresh", () => "fresh").RequireFreshSession(TimeSpan.FromMinutes(5));
    }

    private static TestBrowser BrowserOf(TestServer server) => new(server.CreateHandler(), new Uri(TestSite.Origin));

    private static async Task AssertSignInWorksAsync(TestServer server)
    {
        var browser = BrowserOf(server);

        var before = await browser.GetAsync("/private");
        var signIn = await browser.PostAsync("/sign-in");
        var after = await browser.GetAsync("/private");
        var fresh = await browser.GetAsync("/fresh");
        browser.FetchSite = "cross-site";
        var foreign = await browser.PostAsync("/sign-in");

        Assert.Equal(HttpStatusCode.Unauthorized, before.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, signIn.StatusCode);
        Assert.Equal("ada", await after.Content.ReadAsStringAsync());
        Assert.Equal("fresh", await fresh.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }
}
