using Microsoft.Extensions.Logging;
using Sojourn.Changes;
using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

/// <summary>Ends one session: this node first, then the store. Used by whoever decides and by whoever finds a passed deadline.</summary>
internal sealed partial class SessionEnder(
    ISojournStore store, NodeMemory memory, Echoes echoes, StoreClock clock, SessionMetrics metrics,
    ILogger<SessionEnder> logger)
{
    /// <summary>Ends a session for good.</summary>
    /// <returns>What the store says; <see cref="SessionEnding.OnlyIfIdleSince"/> may make it refuse.</returns>
    /// <exception cref="SessionStoreException">
    /// The store cannot be told: unless the ending was conditional, this node refuses the session all the same and
    /// repeats the end until it is confirmed. So it does when the caller stops waiting.
    /// </exception>
    public async ValueTask<EndResult> EndAsync(
        SessionId id, EndReason reason, string? actor, DateTimeOffset? onlyIfIdleSince,
        CancellationToken cancellationToken)
    {
        var ending = new SessionEnding(reason, clock.Now, actor, OperationId.Create())
        {
            OnlyIfIdleSince = onlyIfIdleSince,
        };
        if (onlyIfIdleSince is null)
        {
            // Before the store, and in this order: a fill that does not see the entry began before the removal, which
            // drops it. So no request on this node is let through while the write is under way.
            memory.PendingEnds.Begin(id, ending);
            memory.Cache.Remove(id);
        }

        try
        {
            var result = await store.EndAsync(id, ending, cancellationToken);
            Confirm(id, ending, result);
            return result;
        }
        catch (Exception failure) when (
            onlyIfIdleSince is null && (failure is SessionStoreException or OperationCanceledException))
        {
            // A browser that is closed while it signs out cancels the request; the decision to end stands all the same.
            memory.PendingEnds.Add(id, ending);
            memory.Ended(id, reason);
            throw;
        }
        finally
        {
            memory.PendingEnds.Finish(id, ending);
        }
    }

    /// <summary>Notes an end that a set operation of the store has just made.</summary>
    public void EndedByStore(SessionId id, EndReason reason)
    {
        echoes.Expect(id, reason);
        memory.Ended(id, reason);
        metrics.Ended(reason, clock.Now - id.CreatedAt);
        Log.Ended(logger, id, reason);
    }

    /// <summary>Notes a change that the store has just made.</summary>
    public void ChangedByStore(SessionId id, long version) => memory.Changed(id, version);

    /// <summary>Refuses a session on this node and ends it when the store can be told.</summary>
    public void EndLater(SessionId id, EndReason reason)
    {
        memory.PendingEnds.Add(id, new SessionEnding(reason, clock.Now, Actor: null, OperationId.Create()));
        memory.Ended(id, reason);
    }

    private void Confirm(SessionId id, SessionEnding ending, EndResult result)
    {
        // Noted for leases before the entry goes: between the two, one would be believed that nobody asks the store of.
        if (result.Ending is { } written)
        {
            memory.Known.Ended(id, written.Reason);
        }

        // The entry goes before anybody is woken: who looks again must find the record, which tells the holder the reason,
        // and not an entry that can only say that it is over.
        memory.PendingEnds.Finish(id, ending);
        Remember(id, result);
    }

    private void Remember(SessionId id, EndResult result)
    {
        if (result.Ending is not { } ending)
        {
            return;
        }

        memory.Ended(id, ending.Reason);
        if (result.Applied)
        {
            echoes.Expect(id, ending.Reason);

            // A UUIDv7 knows when it was made, so the duration needs no second read.
            metrics.Ended(ending.Reason, ending.At - id.CreatedAt);
            Log.Ended(logger, id, ending.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1002, LogLevel.Information, "Session {SessionId} ended: {EndReason}")]
        public static partial void Ended(ILogger logger, SessionId sessionId, EndReason endReason);
    }
}
