using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sojourn.Canaries;
using Sojourn.Lifetimes;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>
/// Degraded while revocations are seen later here than promised, while nothing shows when they are, or while the store has
/// lost ends that nobody can name. Never unhealthy: a balancer would take every node away, and nobody could sign in anew.
/// </summary>
internal sealed class RevocationHealthCheck(RevocationLag lag, CutOffs cutOffs) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lag.State switch
        {
            _ when cutOffs.Suspension is { } open => HealthCheckResult.Degraded(
                $"The store was set back. Sign-ins from before {open.At:u} are refused until a cut-off is set for everyone."),
            RevocationState.Late => HealthCheckResult.Degraded("Revocations reach this node later than promised."),
            RevocationState.Unseen => HealthCheckResult.Degraded(
                "This node has seen no canary end for three intervals, so how late it hears of revocations is not known."),
            _ => HealthCheckResult.Healthy(),
        });
}
