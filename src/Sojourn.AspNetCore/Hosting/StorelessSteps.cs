using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Renewals;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>The steps of a node without a store, each without a timer of its own.</summary>
internal sealed class StorelessSteps(
    RenewalLane lane, SessionSweeper sweeper, KeyRing ring, IOptions<SojournOptions> options)
{
    public TimeSpan SweepInterval => options.Value.SweepInterval;

    /// <summary>Empties the lane: what was active is sealed into cookies, and nothing else waits to hear of it.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (await lane.FlushAsync(everything: false, cancellationToken))
        {
            // A full batch was taken; more may be due.
        }
    }

    /// <summary>Moves the keys of this process on when that is due.</summary>
    public Task KeysAsync(CancellationToken cancellationToken) => ring.AdvanceAsync(cancellationToken);

    /// <summary>Forgets what no lease that is still good speaks of.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => sweeper.SweepAsync(cancellationToken);
}
