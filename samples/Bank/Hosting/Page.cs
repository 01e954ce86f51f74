namespace Bank.Hosting;

/// <summary>Serves the React page, which <c>web/</c> builds into <c>wwwroot</c>.</summary>
internal static class Page
{
    /// <summary>What an API does not know is not a page.</summary>
    private const string OtherPaths = "{*path:nonfile:regex(^(?!(api|sojourn)(/|$)))}";

    private static readonly TimeSpan OneYear = TimeSpan.FromDays(365);

    /// <remarks>
    /// 'no-store' keeps the page of somebody who signed out from coming back with the Back button: a browser drops such a
    /// page from its back/forward cache when a cookie changes.
    /// </remarks>
    private static readonly StaticFileOptions NeverKept = new()
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-store",
    };

    /// <summary>Assets have the hash of their content in their name: a name never means anything else.</summary>
    public static void UsePageAssets(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
                ? $"public, max-age={(long)OneYear.TotalSeconds}, immutable"
                : "no-cache",
    });

    public static void MapPage(this IEndpointRouteBuilder app)
    {
        app.MapFallbackToFile("/", "index.html", NeverKept);
        app.MapFallbackToFile(OtherPaths, "index.html", NeverKept);
    }
}
