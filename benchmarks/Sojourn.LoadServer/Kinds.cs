using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;

namespace Sojourn.LoadServer;

/// <summary>The same endpoint behind each way of knowing who is asking.</summary>
public static class Kinds
{
    /// <summary>Builds the server of one kind.</summary>
    /// <param name="kind"><c>none</c>, <c>constant</c>, <c>sojourn</c>, <c>sojourn-sealed</c>, <c>sojourn-bearer</c>, <c>sojourn-bearer-first</c>, <c>cookie</c>, <c>ticket-store</c>, <c>session</c>, <c>jwt</c>, <c>jwt-es256</c>, or one of those with a store (<see cref="StoreKinds"/>).</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="configure">Further services, or null.</param>
    /// <param name="database">The connection string or file of a kind with a store, else null.</param>
    /// <returns>The server, not started.</returns>
    public static WebApplication Build(
        string kind, string address, Action<IServiceCollection>? configure = null, string? database = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        AddKind(builder.Services, kind, database);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        UseKind(app, kind);
        MapEndpoints(app, kind);
        return app;
    }

    private static void AddKind(IServiceCollection services, string kind, string? database)
    {
        if (StoreKinds.IsSojourn(kind))
        {
            StoreKinds.AddStore(services.AddSojourn(options => StoreKinds.Configure(options, kind)), kind, database);
            return;
        }

        if (StoreKinds.IsTicketStore(kind))
        {
            StoreKinds.AddTicketStore(services, database ?? throw new ArgumentNullException(nameof(database)));
            return;
        }

        if (IsSojourn(kind))
        {
            services.AddSojourn(options => Configure(options, kind)).AddInMemory();
            return;
        }

        switch (kind)
        {
            case "cookie":
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                break;
            case "ticket-store":
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(options => options.SessionStore = new DictionaryTicketStore());
                break;
            case "session":
                services.AddDistributedMemoryCache();
                services.AddSession();
                break;
            case "jwt":
                services.AddAuthentication().AddJwtBearer(SignedTokens.ConfigureHmac);
                break;
            case "jwt-es256":
                services.AddAuthentication().AddJwtBearer(SignedTokens.ConfigureCurve);
                break;
            default:
                services.AddAuthentication();
                break;
        }
    }

    private static bool IsSojourn(string kind) => kind.StartsWith("sojourn", StringComparison.Ordinal);

    private static void Configure(SojournOptions options, string kind)
    {
        // Longer than a run: what is measured is the believed lease, not its renewal every few minutes.
        options.Lease = TimeSpan.FromHours(1);
        options.Carrier = kind switch
        {
            "sojourn-sealed" => Carrier.Sealed,
            "sojourn" => Carrier.Cookie,
            _ => Carrier.Bearer,
        };
        options.Bearer.Issuer = "https://bench.sojourn.example";
        if (kind is "sojourn-bearer-first")
        {
            // So few that each of many tokens has been forgotten when it comes again.
            options.NearCacheCapacity = 8;
        }
    }

    private static void UseKind(WebApplication app, string kind)
    {
        switch (kind)
        {
            case "none":
                return;
            case "constant":
                var principal = NewPrincipal();
                app.Use((context, next) =>
                {
                    context.User = principal;
                    return next(context);
                });
                break;
            case "session":
                app.UseSession();
                return;
            case not null when IsSojourn(kind):
                app.UseSojourn();
                break;
            default:
                app.UseAuthentication();
                break;
        }

        app.UseAuthorization();
    }

    private static void MapEndpoints(WebApplication app, string kind)
    {
        app.MapGet("/open", () => "ok");
        if (kind is "session")
        {
            app.MapPost("/sign-in", (HttpContext context) => context.Session.SetString("subject", "ada"));
            app.MapGet("/me", (HttpContext context) => context.Session.GetString("subject") is null ? "" : "ok");
            return;
        }

        var me = app.MapGet("/me", () => "ok");
        if (kind is not "none")
        {
            me.RequireAuthorization();
        }

        if (kind is "jwt")
        {
            app.MapPost("/sign-in", () => SignedTokens.CreateHmac(NewPrincipal()));
        }
        else if (kind is "jwt-es256")
        {
            app.MapPost("/sign-in", () => SignedTokens.CreateCurve(NewPrincipal()));
        }
        else if (kind.StartsWith("sojourn-bearer", StringComparison.Ordinal))
        {
            app.MapPost("/sign-in", async (HttpContext context) =>
            {
                await context.SignInAsync(NewPrincipal(), new AuthenticationProperties().SetTokensInBody());
                return context.GetIssuedTokens()!.AccessToken;
            });
        }
        else if (kind is not ("none" or "constant"))
        {
            app.MapPost("/sign-in", (HttpContext context) => context.SignInAsync(NewPrincipal()));
        }

        if (StoreKinds.IsSojourn(kind))
        {
            StoreKinds.Map(app);
        }
    }

    private static ClaimsPrincipal NewPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, "5b1f"),
            new Claim(ClaimTypes.Name, "Ada Lovelace"),
            new Claim(ClaimTypes.Email, "ada@example.com"),
            new Claim(ClaimTypes.Role, "customer"),
            new Claim("amr", "pwd"),
        ],
        "bench"));
}
