using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Endpoints;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What an endpoint's metadata says to the session middleware, read once per endpoint.</summary>
internal sealed class EndpointMarks
{
    private static readonly EndpointMarks None = new(endpoint: null);
    private static readonly ConditionalWeakTable<Endpoint, EndpointMarks> Known = [];

    private EndpointMarks(Endpoint? endpoint)
    {
        var metadata = endpoint?.Metadata ?? EndpointMetadataCollection.Empty;
        IsSojourn = metadata.GetMetadata<SojournEndpointMetadata>() is not null;
        JudgesItself = metadata.GetMetadata<RefreshEndpointMetadata>() is not null;
        FreshWithin = metadata.GetMetadata<IFreshSessionMetadata>()?.MaxAge;
        NeedsStore = metadata.GetMetadata<IStoreCheckMetadata>() is { AsksStore: true };
        AsksStore = NeedsStore || FreshWithin is not null;
        AllowsDuringOutage = !AsksStore && metadata.GetMetadata<IOutageMetadata>() is { AllowsDuringOutage: true };
        Name = endpoint?.DisplayName ?? "";
        IsActivity = metadata.GetMetadata<ISessionActivityMetadata>() is not { IsActivity: false };
        SignInPath = metadata.GetMetadata<ISignInRedirectMetadata>()?.Path;
        CrossSite = CrossSiteDemand.Of(endpoint, hasAmbientCredential: false, hasExplicitCredentialOnly: false);
        var isOpen = metadata.GetMetadata<IAllowAnonymous>() is not null;
        var isNamed = metadata.GetMetadata<IAuthorizeData>() is not null
            || metadata.GetMetadata<AuthorizationPolicy>() is not null;
        RequiresAuthorization = FreshWithin is not null || (isNamed && !isOpen);
        TakesFallback = endpoint is not null && !isNamed && !isOpen;
    }

    /// <summary>What the endpoint asks of the cross-site verdict; the credentials are the request's.</summary>
    public CrossSiteDemand CrossSite { get; }

    public bool IsSojourn { get; }

    /// <summary>Whether the endpoint judges the credential of its request itself, in the step that replaces it.</summary>
    public bool JudgesItself { get; }

    public bool RequiresAuthorization { get; }

    /// <summary>Whether the host's fallback policy, if it has one, stands before this endpoint.</summary>
    public bool TakesFallback { get; }

    public bool AsksStore { get; }

    /// <summary>Whether the endpoint asks for the store's own word, which a host without one cannot give.</summary>
    public bool NeedsStore { get; }

    /// <summary>Whether the outage lease may answer for the store; whoever asks for certainty gets none from it.</summary>
    public bool AllowsDuringOutage { get; }

    /// <summary>What the endpoint is called in reports.</summary>
    public string Name { get; }

    public bool IsActivity { get; }

    public TimeSpan? FreshWithin { get; }

    public string? SignInPath { get; }

    public static EndpointMarks Of(Endpoint? endpoint) =>
        endpoint is null ? None : Known.GetValue(endpoint, static found => new EndpointMarks(found));
}
