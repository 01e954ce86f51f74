using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>What the endpoint and the credentials of a request ask of its cross-site verdict.</summary>
internal readonly record struct CrossSiteDemand
{
    public bool IsExempt { get; init; }

    public bool ProtectsSafeMethods { get; init; }

    /// <summary>
    /// Checked without a credential as well: else a stranger's page signs the person in as somebody else.
    /// </summary>
    public bool IsSignIn { get; init; }

    /// <summary>The request carries something the browser sends by itself and this endpoint would accept.</summary>
    public bool HasAmbientCredential { get; init; }

    /// <summary>The request can be authenticated by its <c>Authorization</c> header and by nothing else.</summary>
    public bool HasExplicitCredentialOnly { get; init; }

    /// <summary>Further origins this endpoint accepts, in serialised form; null is none.</summary>
    public IReadOnlyList<string>? Origins { get; init; }

    /// <summary>Collects the demand of a selected endpoint.</summary>
    /// <param name="endpoint">
    /// What routing selected, or null. Never a path: matching the path a second time exempts what routing did not mean
    /// (CVE-2025-47910).
    /// </param>
    /// <param name="hasAmbientCredential">See <see cref="HasAmbientCredential"/>.</param>
    /// <param name="hasExplicitCredentialOnly">See <see cref="HasExplicitCredentialOnly"/>.</param>
    /// <returns>The demand; without an endpoint, the strictest that the credentials ask for.</returns>
    public static CrossSiteDemand Of(Endpoint? endpoint, bool hasAmbientCredential, bool hasExplicitCredentialOnly)
    {
        var metadata = endpoint?.Metadata ?? EndpointMetadataCollection.Empty;
        return new CrossSiteDemand
        {
            IsExempt = metadata.GetMetadata<IAllowCrossSiteMetadata>() is { AllowsCrossSite: true },
            ProtectsSafeMethods = metadata.GetMetadata<IProtectSafeMethodsMetadata>() is { ProtectsSafeMethods: true },
            IsSignIn = metadata.GetMetadata<ISignInMetadata>() is { IsSignIn: true },
            Origins = metadata.GetMetadata<IAllowOriginsMetadata>()?.Origins,
            HasAmbientCredential = hasAmbientCredential,
            HasExplicitCredentialOnly = hasExplicitCredentialOnly,
        };
    }
}
