using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sojourn.AspNetCore.Registration;

namespace Snippets;

public static class RegistrationShown
{
    public static void MemoryStore(IServiceCollection services)
    {
        // snippet: store-memory
        services.AddSojourn().AddInMemory();
        // end
    }

    public static void SqliteFile(IServiceCollection services)
    {
        // snippet: store-sqlite
        services.AddSojourn().AddSqlite(sqlite => sqlite.Path = "data/sessions.db");
        // end
    }

    public static void PostgreSqlString(IServiceCollection services)
    {
        // snippet: store-postgresql
        services.AddSojourn().AddPostgreSql(postgres =>
            postgres.ConnectionString = "Host=db.internal;Username=app;Database=app");
        // end
    }

    public static void PostgreSqlSource(IServiceCollection services)
    {
        // snippet: store-postgresql-source
        services.AddKeyedSingleton(
            "sessions", (_, _) => NpgsqlDataSource.Create("Host=db.internal;Username=app;Database=app"));
        services.AddSojourn().AddPostgreSql(dataSourceKey: "sessions");
        // end
    }

    public static void Timeouts(IServiceCollection services)
    {
        // snippet: timeouts
        services.AddSojourn(options =>
        {
            options.IdleTimeout = TimeSpan.FromMinutes(15);
            options.AbsoluteTimeout = TimeSpan.FromHours(8);
            options.RememberedIdleTimeout = TimeSpan.FromDays(7);
            options.RememberedAbsoluteTimeout = TimeSpan.FromDays(30);
        }).AddSqlite();
        // end
    }

    public static void Limits(IServiceCollection services)
    {
        // snippet: limits
        services.AddSojourn(options =>
        {
            options.Limits["browser"] = new KindLimitOptions { Most = 3, EndOldest = true };
        }).AddSqlite();
        // end
    }

    public static void Storeless(IServiceCollection services)
    {
        // snippet: storeless
        services.AddStorelessSojourn(); // no store can be added to what this returns
        // end
    }

    public static void Identity(IServiceCollection services)
    {
        // snippet: identity
        services.AddIdentity<IdentityUser, IdentityRole>(); // and your stores: AddEntityFrameworkStores<...>()
        services.AddSojourn().AddSqlite().AddIdentity<IdentityUser>();
        // end
    }

    public static void Proxy(WebApplicationBuilder builder)
    {
        // snippet: proxy
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Add(System.Net.IPAddress.Parse("10.0.0.7"));
        });
        builder.Services.AddSojourn(options => options.Csrf.PublicOrigins.Add("https://app.example.com")).AddSqlite();

        var app = builder.Build();
        app.UseForwardedHeaders(); // first: everything behind it sees the browser's address and scheme
        app.UseSojourn();
        app.UseAuthorization();
        // end
    }

    public static void KeyRing(WebApplicationBuilder builder)
    {
        // snippet: data-protection
        builder.Services.AddDataProtection()
            .SetApplicationName("orders")
            .PersistKeysToFileSystem(new DirectoryInfo("/var/lib/orders/keys"));
        // end
    }

    public static void KeysInTheStore(WebApplicationBuilder builder)
    {
        // snippet: persist-keys
        builder.Services.AddDataProtection()
            .SetApplicationName("orders")
            .PersistKeysToSojourn();
        builder.Services.AddSojourn().AddSqlite();
        // end
    }

    public static void Events(IServiceCollection services)
    {
        // snippet: events
        services.AddSojourn(options => options.Events.OnSigningIn = (signingIn, _) =>
        {
            if (signingIn.Principal.IsInRole("operator"))
            {
                signingIn.IdleTimeout = TimeSpan.FromMinutes(5);
            }

            return ValueTask.CompletedTask;
        }).AddSqlite();
        // end
    }
}
