using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sojourn.AspNetCore.Registration;
using Sojourn.Faults;
using Sojourn.Sessions;

namespace Sojourn.Soak;

/// <summary>One node on loopback, and the network between it and the store.</summary>
internal sealed class SoakNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SoakNode(WebApplication app, FaultProxy network)
    {
        _app = app;
        Network = network;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public FaultProxy Network { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<SoakNode> StartAsync(
        int serverPort, string connectionString, DirectoryInfo keys, TimeSpan? canaryInterval = null)
    {
        var network = FaultProxy.Start(serverPort);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(keys).SetApplicationName("soak");
        builder.Services
            .AddSojourn(options =>
            {
                options.FurtherCarriers.Add(Carrier.Sealed);
                options.Csrf.PublicOrigins.Add("https://soak.sojourn.example");
                options.Canary.Interval = canaryInterval ?? options.Canary.Interval;
            })
            .AddPostgreSql(options =>
            {
                options.ConnectionString = network.Redirect(connectionString);
                options.MigratesSchema = true;
                options.CommandTimeout = TimeSpan.FromSeconds(2);
            });
        var app = builder.Build();
        app.Use((context, next) =>
        {
            // As behind a proxy that speaks TLS to the browser.
            context.Request.Scheme = "https";
            return next(context);
        });
        app.UseRouting();
        app.UseSojourn();
        app.UseAuthorization();
        Map(app);
        await app.StartAsync();
        return new SoakNode(app, network);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Network.DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapSojourn();
        app.MapPost("/sign-in", (HttpContext context, string subject) => context.SignInAsync(
            SojournDefaults.AuthenticationScheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, subject)], "soak")))).TreatAsSignIn();
        app.MapPost("/rotate", async (HttpContext context) => { await context.RotateSessionAsync(); }).RequireAuthorization();
        app.MapPost("/seal", async (HttpContext context) => { await context.MoveSessionAsync(Carrier.Sealed); }).RequireAuthorization();
        app.MapGet("/private", () => "private").RequireAuthorization();
        app.MapGet("/certain", () => "certain").RequireAuthorization().RequireStoreCheck();
    }
}
