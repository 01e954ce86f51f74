using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts Sojourn into the pipeline.</summary>
public static class SojournApplicationBuilderExtensions
{
    // By these WebApplication decides whether to insert the two middlewares itself, in front of everything the host
    // wrote. A test fails loudly if a new framework changes them.
    private const string AuthenticationMiddlewareSet = "__AuthenticationMiddlewareSet";
    private const string AuthorizationMiddlewareSet = "__AuthorizationMiddlewareSet";

    // Set by UseRouting(). WebApplication keeps it from the host's own pipeline when it routes by itself.
    private const string EndpointRouteBuilder = "__EndpointRouteBuilder";

    private const string Mark = "Sojourn";

    /// <summary>Knows who is on the other end of each request. Stands in place of <c>UseAuthentication()</c>.</summary>
    /// <param name="app">The host's pipeline, after routing and before <c>UseAuthorization()</c>.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="InvalidOperationException">
    /// <c>AddSojourn()</c> is missing; <c>UseAuthorization()</c> stands before and would run before the cross-site verdict;
    /// <c>UseAuthentication()</c> stands before and would find nobody; or <c>UseRouting()</c> stands after, so that no
    /// endpoint's demands would be known here; or an endpoint asks for the store's word and there is no store. The last two
    /// are thrown when the pipeline is built.
    /// </exception>
    public static IApplicationBuilder UseSojourn(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetService<PipelineServices>() is not { } services)
        {
            throw new InvalidOperationException("SOJ3002: 'UseSojourn()' needs 'AddSojourn()'. Add it to the services.");
        }

        // A branch inherits the marks of the pipeline around it, ours among them.
        var isNested = app.Properties.ContainsKey(Mark);
        if (!isNested && app.Properties.ContainsKey(AuthorizationMiddlewareSet))
        {
            throw new InvalidOperationException(
                "SOJ3003: 'UseSojourn()' was expected before 'UseAuthorization()' and found after it. Swap the two.");
        }

        if (!isNested && app.Properties.ContainsKey(AuthenticationMiddlewareSet))
        {
            throw new InvalidOperationException(
                "SOJ3004: 'UseSojourn()' was expected in place of 'UseAuthentication()' and found after it. "
                + "Remove 'UseAuthentication()'.");
        }

        app.Properties[Mark] = true;
        app.Properties[AuthenticationMiddlewareSet] = true;
        app.Properties[AuthorizationMiddlewareSet] = true;
        var wasRouted = app.Properties.ContainsKey(EndpointRouteBuilder);
        return app.Use(next =>
        {
            ThrowIfUnmet(app, services, wasRouted);
            var schemes = new Lazy<Task<OtherSchemes>>(() => OtherSchemes.ReadAsync(app.ApplicationServices));
            SojournMiddleware? middleware = null;
            return context => middleware is not null
                ? middleware.InvokeAsync(context)
                : StartAsync(context);

            async Task StartAsync(Http.HttpContext context)
            {
                middleware ??= new SojournMiddleware(next, services, await schemes.Value);
                await middleware.InvokeAsync(context);
            }
        });
    }

    /// <summary>Runs when the pipeline is built: by then the host has written all of it.</summary>
    private static void ThrowIfUnmet(IApplicationBuilder app, PipelineServices services, bool wasRouted)
    {
        if (!wasRouted && app.Properties.ContainsKey(EndpointRouteBuilder))
        {
            // Without an endpoint there is no freshness to demand and no cross-site exception to know: it would fail open.
            throw new InvalidOperationException(
                "SOJ3005: 'UseSojourn()' was expected after 'UseRouting()' and found before it. Swap the two.");
        }

        StoreDemands.ThrowIfUnmet(services, app.ApplicationServices.GetService<EndpointDataSource>());
    }
}
