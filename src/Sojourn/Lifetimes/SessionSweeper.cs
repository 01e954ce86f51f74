using System.Diagnostics;
using Sojourn.Diagnostics;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Lifetimes;

/// <summary>Ends what is past its deadlines and removes old tombstones, in bounded steps, safe on every node at once.</summary>
internal sealed class SessionSweeper(
    ISojournStore store, SessionEnder ender, SessionPolicy policy, StoreClock clock, SessionMetrics metrics)
{
    private const int StepSize = 500;

    /// <summary>Sweeps until nothing is left to do now.</summary>
    /// <returns>How many sessions this call found expired.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var expired = 0;
        var removed = 0;
        string? errorType = null;
        try
        {
            SweepResult step;
            do
            {
                step = await store.SweepAsync(NextStep(), cancellationToken);
                foreach (var session in step.Expired.Where(session => !session.Subject.IsReserved))
                {
                    ender.EndedByStore(session.Id, session.Ending?.Reason ?? EndReason.Absolute);
                    expired++;
                }

                removed += step.Removed;
            }
            while (step.More);
            return expired;
        }
        catch (SessionStoreException failure)
        {
            errorType = (failure.InnerException ?? failure).GetType().Name;
            throw;
        }
        finally
        {
            metrics.Swept(Stopwatch.GetElapsedTime(started), removed, errorType);
        }
    }

    private SweepStep NextStep()
    {
        var now = clock.Now;
        return new SweepStep(now, Deadlines.FlushLag, now - policy.TombstoneRetention, StepSize, OperationId.Create());
    }
}
