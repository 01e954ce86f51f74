using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Degraded while the key ring cannot be read: this node works with what it knows, and may not know a new key.</summary>
internal sealed class KeyRingHealthCheck(KeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ring.IsStale
            ? HealthCheckResult.Degraded("The key ring cannot be read; this node goes on with the keys that it knows.")
            : HealthCheckResult.Healthy());
}
