using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sojourn.Canaries;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Degraded while revocations are seen later here than promised, or while nothing shows when they are.</summary>
internal sealed class RevocationHealthCheck(RevocationLag lag) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lag.State switch
        {
            RevocationState.Late => HealthCheckResult.Degraded("Revocations reach this node later than promised."),
            RevocationState.Unseen => HealthCheckResult.Degraded(
                "This node has seen no canary end for three intervals, so how late it hears of revocations is not known."),
            _ => HealthCheckResult.Healthy(),
        });
}
