using Sojourn.AspNetCore.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reports this node's state to the host's health checks.</summary>
public static class SojournHealthExtensions
{
    /// <summary>
    /// Adds the checks <c>sojourn-keys</c>, degraded while the key ring cannot be read, and <c>sojourn-revocation</c>,
    /// degraded while revocations reach this node later than promised or nothing shows that they do.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned; <c>AddSojourn()</c> is called elsewhere.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddSojourn(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .AddCheck<KeyRingHealthCheck>("sojourn-keys")
            .AddCheck<RevocationHealthCheck>("sojourn-revocation");
    }
}
