using Microsoft.Extensions.Logging;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

/// <summary>Tells the store again what it has lost and this node remembers: ends, rotations and cut-offs.</summary>
/// <remarks>Every node does, so what one of them does not know another one writes. All of it is idempotent.</remarks>
internal sealed partial class ChangeRestorer(
    ISojournStore store, ICutOffStore cutOffStore, NodeObserver observer, CutOffs cutOffs, LostChanges lost,
    ILogger<ChangeRestorer> logger)
{
    // So many at once that a flood of ends is written again before it is forgotten, so few that requests get through.
    private const int Lanes = 8;

    /// <summary>Writes what is due.</summary>
    /// <exception cref="SessionStoreException">The store cannot be told; the next step repeats it.</exception>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        if (lost.UnwrittenSuspension is { } suspension)
        {
            await cutOffStore.SetAsync(suspension, cancellationToken);
            lost.Wrote(suspension);
        }

        await WriteOverdueAsync(cancellationToken);
        if (!lost.TakeDue())
        {
            return;
        }

        var isDone = false;
        try
        {
            await WriteAgainAsync(cancellationToken);
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                lost.Due();
            }
        }
    }

    /// <summary>Ends that the feed should have told by now. Most have been told to nobody because the feed is slow.</summary>
    private async Task WriteOverdueAsync(CancellationToken cancellationToken)
    {
        if (!observer.Memory.IsFed)
        {
            return;
        }

        var ended = 0;
        foreach (var (id, reason) in lost.Echoes.Overdue())
        {
            ended += await EndAgainAsync(id, reason, cancellationToken) ? 1 : 0;
            lost.Echoes.Heard(id);
        }

        if (ended > 0)
        {
            Log.WrittenAgain(logger, ended);
        }
    }

    private async ValueTask<bool> EndAgainAsync(SessionId id, EndReason reason, CancellationToken cancellationToken)
    {
        var ending = new SessionEnding(reason, observer.Now, Actor: null, OperationId.Create());
        return (await store.EndAsync(id, ending, cancellationToken)).Applied;
    }

    private async Task WriteAgainAsync(CancellationToken cancellationToken)
    {
        var known = observer.Memory.Known;
        foreach (var cutOff in known.SubjectCutOffs().Concat(cutOffs.All))
        {
            await cutOffStore.SetAsync(cutOff, cancellationToken);
        }

        var ended = 0;
        await Parallel.ForEachAsync(
            known.Sessions(),
            new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken },
            async (session, token) =>
            {
                if (await WriteAgainAsync(session.Key, session.Value, token))
                {
                    Interlocked.Increment(ref ended);
                }
            });
        Log.WrittenAgain(logger, ended);
    }

    /// <returns>Whether the record had not been ended.</returns>
    private async ValueTask<bool> WriteAgainAsync(SessionId id, KnownChange known, CancellationToken cancellationToken)
    {
        if (known == KnownChange.Missing)
        {
            return false;
        }

        if (known.Reason != EndReason.None)
        {
            return await EndAgainAsync(id, known.Reason, cancellationToken);
        }

        // A secret that was lost cannot be given back, and the record stands by the one before, which somebody may hold.
        var found = await store.FindAsync(id, cancellationToken);
        if (found is not { Session: { Ending: null } record } || record.Version >= known.Version)
        {
            return false;
        }

        await observer.EndForLostWritesAsync(id);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "The store has lost changes that it had confirmed: a copy took over that was behind, or a backup was restored. What this node remembers was written again; {EndCount} sessions had come back")]
        public static partial void WrittenAgain(ILogger logger, int endCount);
    }
}
