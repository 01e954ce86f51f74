using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>By what a request asks for a new token.</summary>
/// <remarks>
/// An access token is shown to other services, which may keep it: it is worth its lease and must not become a refresh token.
/// So a browser's bearer session is rotated, re-issued, elevated or moved only by a request that brings its refresh cookie as
/// well, as every request of its own page does. The tag is checked here, the secret on the record that the replacement reads: by
/// the tag alone, an access token and a leaked tag key would make a refresh token. An app whose tokens travel in bodies has no
/// cookie to show; what it gets is in the answer of an endpoint of the host, which asks for a proof there.
/// </remarks>
internal static class Possession
{
    /// <summary>The request's holder, or null when there is none or a cookie is missing that must be shown beside it.</summary>
    public static async ValueTask<PresentedHolder?> HolderOfAsync(SojournFeature feature)
    {
        if (feature is not { View: { } view, Holder: { Lease: { Carrier: Carrier.Bearer, HasRefreshInBody: false } } holder })
        {
            return feature.Holder;
        }

        if (feature.Services.Carriers.Of(Carrier.Bearer) is not BearerCarrier bearer
            || bearer.CookieOf(feature.Context) is not { } token
            || token.Id != view.Id)
        {
            return null;
        }

        var tokens = feature.Context.RequestServices.GetRequiredService<SessionTokens>();
        return await tokens.IsGenuineAsync(token, feature.Context.RequestAborted) ? holder.Showing(token) : null;
    }
}
