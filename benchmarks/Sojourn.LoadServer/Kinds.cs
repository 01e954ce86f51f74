using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Sojourn.LoadServer;

/// <summary>The same endpoint behind each way of knowing who is asking.</summary>
public static class Kinds
{
    /// <summary>Builds the server of one kind.</summary>
    /// <param name="kind"><c>none</c>, <c>constant</c>, <c>sojourn</c>, <c>cookie</c>, <c>ticket-store</c>, <c>session</c> or <c>jwt</c>.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="configure">Further services, or null.</param>
    /// <returns>The server, not started.</returns>
    public static WebApplication Build(string kind, string address, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        AddKind(builder.Services, kind);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        UseKind(app, kind);
        MapEndpoints(app, kind);
        return app;
    }

    private static void AddKind(IServiceCollection services, string kind)
    {
        switch (kind)
        {
            case "sojourn":
                services.AddSojourn().AddInMemory();
                break;
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
                services.AddAuthentication().AddJwtBearer(HmacTokens.Configure);
                break;
            default:
                services.AddAuthentication();
                break;
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
            case "sojourn":
                app.UseSojourn();
                break;
            case "session":
                app.UseSession();
                return;
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
            app.MapPost("/sign-in", () => HmacTokens.Create(NewPrincipal()));
        }
        else if (kind is not ("none" or "constant"))
        {
            app.MapPost("/sign-in", (HttpContext context) => context.SignInAsync(NewPrincipal()));
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
