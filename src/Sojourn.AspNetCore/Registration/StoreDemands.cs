using Microsoft.AspNetCore.Routing;
using Sojourn.AspNetCore.Pipeline;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Refuses at start what endpoints demand and a host without a store cannot give.</summary>
internal static class StoreDemands
{
    /// <exception cref="InvalidOperationException">An endpoint asks for the store's own word.</exception>
    public static void ThrowIfUnmet(PipelineServices services, EndpointDataSource? endpoints)
    {
        if (!services.IsStoreless || endpoints is null)
        {
            return;
        }

        var asking = endpoints.Endpoints.Where(endpoint => EndpointMarks.Of(endpoint).NeedsStore)
            .Select(endpoint => $"'{endpoint.DisplayName}'")
            .ToList();
        if (asking.Count > 0)
        {
            throw new InvalidOperationException(OptionFaults.StoreCheckWithoutStore(asking));
        }
    }
}
