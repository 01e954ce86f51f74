using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Whether a request shows what a new token may be given for.</summary>
/// <remarks>
/// An access token is shown to other services, which may keep it: it is worth its lease and must not become a refresh token.
/// So a browser's bearer session is rotated, re-issued, elevated or moved only by a request that brings its refresh cookie as
/// well, as every request of its own page does. An app whose tokens travel in bodies has no cookie to show; what it gets is in
/// the answer of an endpoint of the host, which asks for a proof there.
/// </remarks>
internal static class Possession
{
    public static async ValueTask<bool> IsShownAsync(SojournFeature feature)
    {
        if (feature is not { View: { } view, Holder.Lease: { Carrier: Carrier.Bearer, HasRefreshInBody: false } })
        {
            return true;
        }

        return feature.Services.Carriers.Of(Carrier.Bearer) is BearerCarrier bearer
            && bearer.CookieOf(feature.Context) is { } token
            && token.Id == view.Id
            && await feature.Context.RequestServices.GetRequiredService<SessionTokens>()
                .IsGenuineAsync(token, feature.Context.RequestAborted);
    }
}
