using Microsoft.Extensions.Logging;
using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>Where this node notes what its validations and rotations showed.</summary>
internal sealed partial class NodeObserver(
    SessionEnder ender, NodeMemory memory, RenewalLane lane, StoreClock clock, SessionMetrics metrics,
    ILogger<SessionValidator> logger)
{
    private static readonly TimeSpan HandOutPrecision = TimeSpan.FromSeconds(10);

    public NodeMemory Memory => memory;

    public SessionMetrics Metrics => metrics;

    /// <summary>Store time.</summary>
    public DateTimeOffset Now => clock.Now;

    /// <summary>Notes that the store is about to be asked for a session.</summary>
    public Fill BeginFill(SessionId id) => new(memory.Cache.BeginFill(id), clock.Now);

    /// <summary>Remembers a validated session and, for the current generation, that a holder uses it.</summary>
    public void Admitted(SessionView view, in SessionToken token, SessionRecord record, Fill fill)
    {
        if (lane.PendingActivityOf(view.Id) is { } unwritten)
        {
            view.Touch(unwritten);
        }

        if (token.Generation != record.Token.Generation)
        {
            // Judged by the record each time: the table decides how long the generation before is worth anything.
            return;
        }

        if (memory.IsOvertaken(view))
        {
            return;
        }

        if (record.Acknowledged < token.Generation)
        {
            lane.RecordAcknowledged(view.Id, token.Generation);
        }

        var entry = new NearEntry(view, token, fill.AskedAt);
        if (record.Acknowledged >= token.Generation)
        {
            // Some node saw it used before. Were this the first use, every entry that is evicted and filled again would
            // reopen the grace for the generation before, however long ago that was superseded.
            entry.FirstUsedAt = record.Token.RotatedAt;
        }

        memory.Cache.TryFill(entry, fill.Begun);
    }

    /// <summary>
    /// Notes that a holder uses the generation of a lease: the grace of the generation before it ends only once the record
    /// knows. The first generation has none before it, so an ordinary session causes no write.
    /// </summary>
    public void Seen(SessionLease lease)
    {
        if (lease.Generation > 1)
        {
            lane.RecordAcknowledged(lease.Id, lease.Generation);
        }
    }

    /// <summary>
    /// Notes that the current generation was presented to be refreshed and stays: its holder has it, so whoever comes with
    /// the one before has no answer to miss.
    /// </summary>
    public void Stayed(SessionRecord record)
    {
        if (record.Token.Generation > 1 && record.Acknowledged < record.Token.Generation)
        {
            lane.RecordAcknowledged(record.Id, record.Token.Generation);
        }
    }

    /// <summary>Notes that the current generation is about to be handed out once more; precise to ten seconds.</summary>
    public ValueTask HandingOutAgainAsync(SessionRecord record)
    {
        var now = clock.Now;
        return now - record.HandedOutAt > HandOutPrecision
            ? lane.WriteHandedOutAsync(record.Id, now)
            : ValueTask.CompletedTask;
    }

    /// <summary>Notes a rotation: whoever holds the older token is judged by the record from now on.</summary>
    public void Rotated(SessionRecord record, RotationCause cause)
    {
        memory.Changed(record.Id, record.Version);
        metrics.Rotated(cause);
        Log.Rotated(logger, record.Id, record.Token.Generation, cause);
    }

    /// <summary>Somebody has a copy of the token: the session ends for the thief and for the person.</summary>
    public async ValueTask<IssueResult> EndForReuseAsync(SessionId id)
    {
        metrics.ReuseDetected();
        Log.ReuseDetected(logger, id);
        return await EndForAsync(id, EndReason.Reuse);
    }

    /// <summary>A token newer than its record: the store was set back. The session ends.</summary>
    public async ValueTask<IssueResult> EndForLostWritesAsync(SessionId id)
    {
        Log.StoreWentBack(logger, id);
        return await EndForAsync(id, EndReason.Reuse);
    }

    /// <summary>Writes the end that a cut-off or a passed deadline has made due: whoever finds it does.</summary>
    /// <returns>A null ending = an activity was recorded between the read and the write.</returns>
    public ValueTask<EndResult> EndVoidedAsync(
        SessionId id, VoidedSession voided, CancellationToken cancellationToken) =>
        ender.EndAsync(id, voided.Reason, actor: null, voided.OnlyIfIdleSince, cancellationToken);

    public void StoreUnavailable(Exception failure) => Log.StoreUnavailable(logger, failure);

    public void TicketRefused(SessionId id) => Log.TicketRefused(logger, id);

    public void SecretMismatch(SessionId id) => Log.SecretMismatch(logger, id);

    /// <summary>Ends, and tells the reason on record: somebody may have ended the session a moment before.</summary>
    private async ValueTask<IssueResult> EndForAsync(SessionId id, EndReason reason)
    {
        var result = await ender.EndAsync(id, reason, actor: null, onlyIfIdleSince: null, CancellationToken.None);
        return IssueResult.Refused(ValidationStatus.Ended, result.Ending?.Reason ?? reason);
    }
}
