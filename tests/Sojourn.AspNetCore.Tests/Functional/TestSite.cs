using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;
using Sojourn.Registration;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>One node of a small application: it signs in whoever it is told to, and has one endpoint of each kind.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    public const string Origin = "https://app.sojourn.example";

    private readonly WebApplication _app;

    private TestSite(WebApplication app, ManualTimeProvider clock, RecordedLogs logs, CarrierKit kit)
    {
        _app = app;
        Kit = kit;
        Clock = clock;
        Logs = logs;
    }

    /// <summary>What sessions of this site are carried by.</summary>
    public CarrierKit Kit { get; }

    public ManualTimeProvider Clock { get; }

    public RecordedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public TestServer Server => _app.GetTestServer();

    public static async Task<TestSite> StartAsync(
        ManualTimeProvider? clock = null,
        Action<ISojournBuilder>? store = null,
        Action<SojournOptions>? options = null,
        Action<WebApplicationBuilder>? host = null,
        Action<WebApplication>? endpoints = null,
        CarrierKit? kit = null)
    {
        var carrier = kit ?? new CookieKit();
        var time = clock ?? new ManualTimeProvider();
        var logs = new RecordedLogs();
        var builder = NewBuilder(time, logs);
        host?.Invoke(builder);
        var sojourn = builder.Services.AddSojourn(all =>
        {
            all.Csrf.PublicOrigins.Add(Origin);

            // So that the operations that a test counts are those of its requests.
            all.Canary.Interval = TimeSpan.Zero;
            carrier.Choose(all);
            options?.Invoke(all);
        });
        (store ?? (chosen => chosen.AddInMemory()))(sojourn);
        return await RunAsync(builder, time, logs, endpoints, carrier);
    }

    /// <summary>A site without a store. Sites that are given the same keys are nodes of one deployment.</summary>
    public static async Task<TestSite> StartStorelessAsync(
        ManualTimeProvider? clock = null,
        Action<SojournOptions>? options = null,
        Action<StorelessOptions>? storeless = null,
        Action<WebApplicationBuilder>? host = null,
        Action<WebApplication>? endpoints = null,
        Action<IStorelessSojournBuilder>? integrate = null)
    {
        var time = clock ?? new ManualTimeProvider();
        var logs = new RecordedLogs();
        var builder = NewBuilder(time, logs);
        host?.Invoke(builder);
        var sojourn = builder.Services.AddStorelessSojourn(
            all =>
            {
                all.Csrf.PublicOrigins.Add(Origin);
                options?.Invoke(all);
            },
            storeless);
        integrate?.Invoke(sojourn);
        return await RunAsync(builder, time, logs, endpoints, new SealedKit());
    }

    /// <summary>A site over a store that the test watches.</summary>
    public static Task<TestSite> StartAsync(
        ProbeStore store, ManualTimeProvider clock, Action<SojournOptions>? options = null,
        Action<WebApplicationBuilder>? host = null, Action<WebApplication>? endpoints = null, CarrierKit? kit = null) =>
        StartAsync(clock, chosen => chosen.AddStore(_ => store), options, host, endpoints, kit);

    /// <summary>A builder with nothing of Sojourn in it yet.</summary>
    public static WebApplicationBuilder NewBuilder(TimeProvider time, RecordedLogs logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddAuthorization();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton(time);
        return builder;
    }

    public TestBrowser NewBrowser() => Kit.NewBrowser(this);

    public async Task<TestBrowser> SignedInAsync(string subject = "ada", bool remember = false)
    {
        var browser = NewBrowser();
        var answer = await browser.PostAsync($"/sign-in?subject={subject}&remember={remember}");
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>Writes what waits in the renewal lane and repeats pending ends, as the background does once a second.</summary>
    public Task FlushAsync() =>
        Services.GetRequiredService<NodeSteps>().FlushAsync(everything: true, CancellationToken.None);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static ClaimsPrincipal PersonOf(string subject, params string[] roles)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, subject),
                new Claim(ClaimTypes.Name, subject),
                .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            "test");
        return new ClaimsPrincipal(identity);
    }

    private static async Task<TestSite> RunAsync(
        WebApplicationBuilder builder, ManualTimeProvider time, RecordedLogs logs, Action<WebApplication>? endpoints,
        CarrierKit kit)
    {
        var app = builder.Build();
        app.UseRouting();
        app.UseSojourn();
        app.UseAuthorization();
        kit.Prepare(app);
        Map(app);
        endpoints?.Invoke(app);
        await app.StartAsync();
        return new TestSite(app, time, logs, kit);
    }

    public static void Map(WebApplication app)
    {
        app.MapSojourn();
        app.MapPost("/sign-in", async (HttpContext context, string subject, bool? remember, string? role) =>
        {
            var properties = new AuthenticationProperties { IsPersistent = remember ?? false }.SetMethods("pwd");
            await context.SignInAsync(
                SojournDefaults.AuthenticationScheme, PersonOf(subject, role is null ? [] : [role]), properties);
            return TypedResults.NoContent();
        }).TreatAsSignIn();
        app.MapPost("/sign-out", (HttpContext context) => context.SignOutAsync(SojournDefaults.AuthenticationScheme));
        app.MapPost("/step-up", async (HttpContext context) =>
            await context.ElevateSessionAsync(["pwd"]) ? Results.NoContent() : Results.Unauthorized())
            .RequireAuthorization();
        app.MapPost("/rotate", async (HttpContext context) =>
            await context.RotateSessionAsync() ? Results.NoContent() : Results.Unauthorized()).RequireAuthorization();
        app.MapPost("/reissue", async (HttpContext context, string role) =>
        {
            var running = await context.AuthenticateAsync(SojournDefaults.AuthenticationScheme);
            var subject = running.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!;
            await context.SignInAsync(
                SojournDefaults.AuthenticationScheme, PersonOf(subject, role), running.Properties);
            return TypedResults.NoContent();
        }).RequireAuthorization();
        app.MapGet("/private", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
        app.MapPost("/change", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
        app.MapGet("/poll", (ClaimsPrincipal user) => user.Identity!.Name)
            .RequireAuthorization().WithoutSessionActivity();
        app.MapGet("/fresh", () => "fresh").RequireFreshSession(TimeSpan.FromMinutes(5));
        if (app.Services.GetService<ISojournStore>() is not null)
        {
            app.MapGet("/certain", () => "certain").RequireAuthorization().RequireStoreCheck();
        }

        app.MapGet("/admin", () => "admin").RequireAuthorization(policy => policy.RequireRole("admin"));
        app.MapGet("/public", () => "public");
        app.MapGet("/greeting", (ClaimsPrincipal user) => $"Hello {user.Identity?.Name}");
    }
}
