using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>What other services need to verify access tokens: the public keys, and where they are.</summary>
/// <remarks>
/// Public and cacheable; not private answers. A key is announced here for longer than any cache keeps the answer before
/// anything is signed with it. Sources: RFC 7517; OpenID Connect Discovery 1.0 section 4; RFC 9068 section 4.
/// </remarks>
internal static class KeyEndpoints
{
    private const string KeysPath = "/.well-known/jwks.json";
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private const string Cacheable = "public, max-age=300";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(KeysPath, Keys).WithName("Sojourn.Keys").WithTags("Sojourn").WithoutSessionActivity().AllowAnonymous();
        endpoints.MapGet(DiscoveryPath, Discovery).WithName("Sojourn.Discovery").WithTags("Sojourn")
            .WithoutSessionActivity().AllowAnonymous();
    }

    private static FileContentHttpResult Keys(HttpContext context, KeyRing ring)
    {
        var keys = ring.PublishedSigning.Select(key => key.PublicKey).ToList();
        return Answer(context, JsonWebKeySetWriter.WriteKeys(keys), "application/jwk-set+json");
    }

    private static FileContentHttpResult Discovery(HttpContext context, KeyRing ring, AccessTokenSettings settings)
    {
        var algorithms = ring.PublishedSigning.Select(key => key.Algorithm).ToList();
        var document = JsonWebKeySetWriter.WriteDiscovery(settings, settings.Issuer.TrimEnd('/') + KeysPath, algorithms);
        return Answer(context, document, "application/json");
    }

    private static FileContentHttpResult Answer(HttpContext context, byte[] document, string contentType)
    {
        context.Response.Headers.CacheControl = Cacheable;
        return TypedResults.Bytes(document, contentType);
    }
}
