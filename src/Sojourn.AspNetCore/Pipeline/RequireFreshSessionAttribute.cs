using Microsoft.AspNetCore.Authorization;
using Sojourn.AspNetCore.Registration;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Refuses with 403 <c>step-up-required</c> unless the person proved recently who they are.</summary>
/// <remarks>
/// Asks the store at each request: a proof that was withdrawn elsewhere counts at once. It is authorization metadata as well:
/// in a host that forgot <c>UseSojourn()</c> the endpoint fails instead of standing open. Source: ASVS 5.0 7.5.1, 7.5.3.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireFreshSessionAttribute : Attribute, IFreshSessionMetadata, IAuthorizeData
{
    /// <summary>Sets how old the proof may be.</summary>
    /// <param name="maxAgeSeconds">At least 1.</param>
    public RequireFreshSessionAttribute(int maxAgeSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAgeSeconds, 1);
        MaxAgeSeconds = maxAgeSeconds;
    }

    /// <summary>How old the proof may be, in seconds.</summary>
    public int MaxAgeSeconds { get; }

    /// <inheritdoc/>
    public string? Policy { get; set; }

    /// <inheritdoc/>
    public string? Roles { get; set; }

    /// <inheritdoc/>
    public string? AuthenticationSchemes { get; set; } = SojournDefaults.AuthenticationScheme;

    /// <inheritdoc/>
    public TimeSpan MaxAge => TimeSpan.FromSeconds(MaxAgeSeconds);
}
