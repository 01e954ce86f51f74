using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Endpoints;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps Sojourn's endpoints.</summary>
public static class SojournEndpointRouteBuilderExtensions
{
    /// <summary>Maps the state of this browser, the person's devices and the event stream.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">The path before them.</param>
    /// <returns>The group, for further conventions.</returns>
    /// <remarks>
    /// Without a store only <c>/session</c>: there are no devices to list and no node that tells of ends elsewhere.
    /// With the carrier <c>Bearer</c> also the refresh and, at the root, the public keys under <c>/.well-known</c>.
    /// None of them counts as activity but <c>POST /session/renew</c>; all answers are private. The reference is
    /// docs/reference/http.md.
    /// </remarks>
    public static RouteGroupBuilder MapSojourn(
        this IEndpointRouteBuilder endpoints, string prefix = SojournDefaults.PathPrefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var group = endpoints.MapGroup(prefix)
            .WithTags("Sojourn")
            .WithMetadata(new SojournEndpointMetadata())
            .WithoutSessionActivity()
            .AllowAnonymous();
        SessionEndpoints.Map(group);
        if (endpoints.ServiceProvider.GetRequiredService<PipelineServices>().IsStoreless)
        {
            return group;
        }

        DeviceEndpoints.Map(group);
        EventEndpoint.Map(group);
        if (endpoints.ServiceProvider.GetRequiredService<CarrierSet>().HasBearer)
        {
            RefreshEndpoint.Map(group);
            KeyEndpoints.Map(endpoints);
        }

        return group;
    }
}
