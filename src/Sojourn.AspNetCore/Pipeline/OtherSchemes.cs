using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>
/// What <c>UseAuthentication()</c> does besides: schemes that answer requests themselves, such as the return from an
/// identity provider; another default scheme; and the host's claims transformation.
/// </summary>
/// <remarks>Decided once, at the first request: schemes that are added at run time and answer requests are not seen.</remarks>
internal sealed class OtherSchemes
{
    private readonly string[] _requestHandlers;
    private readonly string? _otherDefault;
    private readonly bool _transforms;

    private OtherSchemes(string[] requestHandlers, string? otherDefault, bool sojournIsDefault, bool transforms)
    {
        _requestHandlers = requestHandlers;
        _otherDefault = otherDefault;
        _transforms = transforms;
        SojournIsDefault = sojournIsDefault;
    }

    /// <summary>Whether endpoints that say nothing of authorization require it all the same.</summary>
    public bool HasFallbackPolicy { get; private init; }

    /// <summary>Whether Sojourn's principal becomes the request's user.</summary>
    public bool SojournIsDefault { get; }

    /// <summary>Whether there is nothing to do for any other scheme: the fast path.</summary>
    public bool AreIdle => _requestHandlers.Length == 0 && _otherDefault is null && !_transforms;

    public static async Task<OtherSchemes> ReadAsync(IServiceProvider provider)
    {
        var schemes = provider.GetRequiredService<IAuthenticationSchemeProvider>();
        var handlers = await schemes.GetRequestHandlerSchemesAsync();
        var standard = await schemes.GetDefaultAuthenticateSchemeAsync();
        var sojournIsDefault = standard?.HandlerType == typeof(SojournAuthenticationHandler);
        await using var scope = provider.CreateAsyncScope();
        var transformation = scope.ServiceProvider.GetService<IClaimsTransformation>();
        return new OtherSchemes(
            [.. handlers.Select(scheme => scheme.Name)],
            sojournIsDefault ? null : standard?.Name,
            sojournIsDefault,
            sojournIsDefault && transformation is not null and not NoopClaimsTransformation)
        {
            HasFallbackPolicy = await FallbackPolicyAsync(scope.ServiceProvider) is not null,
        };
    }

    private static async Task<AuthorizationPolicy?> FallbackPolicyAsync(IServiceProvider provider) =>
        provider.GetService<IAuthorizationPolicyProvider>() is { } policies ? await policies.GetFallbackPolicyAsync() : null;

    /// <summary>Runs the others.</summary>
    /// <returns>True when one of them has answered the request.</returns>
    public async Task<bool> HandleAsync(HttpContext context, SojournFeature feature)
    {
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        foreach (var scheme in _requestHandlers)
        {
            if (await handlers.GetHandlerAsync(context, scheme) is IAuthenticationRequestHandler handler
                && await handler.HandleRequestAsync())
            {
                return true;
            }
        }

        if (_otherDefault is not null)
        {
            var result = await context.AuthenticateAsync(_otherDefault);
            feature.AuthenticateResult = result.Succeeded ? result : null;
        }
        else if (_transforms && feature.View is not null)
        {
            var result = await context.AuthenticateAsync(feature.Services.Scheme);
            feature.AuthenticateResult = result.Succeeded ? result : null;
        }

        return false;
    }
}
