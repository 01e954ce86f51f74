using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using Sojourn.AspNetCore.Registration;
using Sojourn.Registration;

namespace Sojourn.LoadServer;

/// <summary>
/// The kinds with a store behind them: <c>sojourn-memory</c>, <c>sojourn-sqlite</c> and <c>sojourn-postgresql</c>, each also with
/// <c>-cold</c>, and <c>ticket-store-postgresql</c>.
/// </summary>
internal static class StoreKinds
{
    // So few that each of many sessions has been forgotten when it comes again.
    private const int ColdCapacity = 8;

    public static bool IsSojourn(string kind) => StoreOf(kind) is "memory" or "sqlite" or "postgresql";

    public static bool IsTicketStore(string kind) => kind is "ticket-store-postgresql";

    public static void Configure(SojournOptions options, string kind)
    {
        if (IsCold(kind))
        {
            options.NearCacheCapacity = ColdCapacity;
        }
    }

    public static void AddStore(ISojournBuilder builder, string kind, string? database)
    {
        builder.Services.AddSingleton<StoreCounts>();
        switch (StoreOf(kind))
        {
            case "sqlite":
                builder.AddSqlite(sqlite => sqlite.Path = database);
                break;
            case "postgresql":
                builder.AddPostgreSql(postgres => (postgres.ConnectionString, postgres.MigratesSchema) = (database, true));
                break;
            default:
                builder.AddInMemory();
                break;
        }
    }

    public static void AddTicketStore(IServiceCollection services, string database)
    {
        // Its statements are prepared as ours are.
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        services.AddSingleton(new NpgsqlTicketStore(source));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<NpgsqlTicketStore>((options, store) => options.SessionStore = store);
    }

    public static void Map(WebApplication app)
    {
        var counts = app.Services.GetRequiredService<StoreCounts>();
        app.MapGet("/counts", () => $"{counts.Reads} {counts.Writes} {counts.RowsWritten}");
    }

    private static bool IsCold(string kind) => kind.EndsWith("-cold", StringComparison.Ordinal);

    private static string? StoreOf(string kind) =>
        kind.Split('-') is ["sojourn", var store, .. [] or ["cold"]] ? store : null;
}
