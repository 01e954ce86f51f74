using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Renewals;

/// <summary>
/// The lane of writes that move idle deadlines: coalesced per node, at most one write per session and interval, flushed
/// in batches sorted by id. It never creates, and never throws at a request.
/// </summary>
/// <remarks>
/// An activity is written at once if the session's last write is an interval old, otherwise when it will be: so the
/// record is exact long before its deadline. <see cref="_gate"/> guards the dictionary and what is in it; a request takes
/// it only when its session is not queued yet.
/// </remarks>
internal sealed class RenewalLane(ISojournStore store, StoreClock clock, SessionMetrics metrics)
{
    private const int BatchSize = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, PendingRenewal> _pending = [];
    private readonly WrittenActivities _written = new();

    /// <summary>Reports that the person was there. No allocation while the session is queued.</summary>
    public void RecordActivity(SessionView view, DateTimeOffset at)
    {
        // A request that was admitted in time and reports late must not carry its session over the deadline.
        var passed = Deadlines.Passed(at, view.LastActivityAt, view.IdleTimeout, view.AbsoluteAt);
        if (passed != EndReason.None || !view.Touch(at) || view.IsQueued)
        {
            return;
        }

        view.IsQueued = true;
        lock (_gate)
        {
            var pending = PendingOfWithLockHeld(view.Id);
            pending.Follow(view);
            pending.DueAt = Earlier(pending.DueAt, _written.Latest(view) + Deadlines.RenewalInterval(view.IdleTimeout));
        }
    }

    /// <summary>Reports that a holder was seen using a generation, whether or not the request was activity.</summary>
    public void RecordAcknowledged(SessionId id, int generation)
    {
        lock (_gate)
        {
            var pending = PendingOfWithLockHeld(id);
            pending.Acknowledge(generation);
            pending.DueAt = Earlier(pending.DueAt, clock.Now);
        }
    }

    /// <summary>
    /// Writes that the current generation was handed out again, before it is: whoever gets it may present it to another
    /// node at once, which would rotate it while answers that carry it are on their way.
    /// </summary>
    public async ValueTask WriteHandedOutAsync(SessionId id, DateTimeOffset at)
    {
        try
        {
            Renewal[] renewal = [new Renewal(id, ActivityAt: null, at, Acknowledged: 0)];
            var live = await store.RenewAsync(renewal, CancellationToken.None);
            metrics.Renewed(live, renewal.Length - live);
        }
        catch (SessionStoreException)
        {
            // A lost answer must stay recoverable; the next flush writes it.
            metrics.RenewalFailed(1);
            lock (_gate)
            {
                var pending = PendingOfWithLockHeld(id);
                pending.HandedOut(at);
                pending.DueAt = Earlier(pending.DueAt, at);
            }
        }
    }

    /// <summary>The activity of a session that is not written yet, or null.</summary>
    public DateTimeOffset? PendingActivityOf(SessionId id)
    {
        lock (_gate)
        {
            return _pending.GetValueOrDefault(id)?.ActivityAt;
        }
    }

    /// <summary>
    /// Tells a view of what this node heard of its session by other credentials: a refresh cookie and the access token of
    /// every tab have a view each, and none sees what the others report.
    /// </summary>
    public void CatchUp(SessionView view)
    {
        lock (_gate)
        {
            view.Touch(_written.Of(view.Id));
            if (_pending.GetValueOrDefault(view.Id)?.ActivityAt is { } unwritten)
            {
                view.Touch(unwritten);
            }
        }
    }

    /// <summary>Writes one batch of what is due; repeat while it returns true.</summary>
    /// <param name="everything">Also what is not due yet: for a node that stops.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether a full batch was written, so that more may be due.</returns>
    public async Task<bool> FlushAsync(bool everything, CancellationToken cancellationToken)
    {
        var batch = TakeDue(everything ? DateTimeOffset.MaxValue : clock.Now);
        if (batch.Length == 0)
        {
            return false;
        }

        try
        {
            var live = await store.RenewAsync(batch, cancellationToken);
            metrics.Renewed(live, batch.Length - live);
            return batch.Length == BatchSize;
        }
        catch (Exception failure) when (failure is SessionStoreException or OperationCanceledException)
        {
            // The request that was active is long answered; what it reported stays in the lane for the next flush.
            PutBack(batch);
            metrics.RenewalFailed(batch.Length);
            return false;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private Renewal[] TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var due = _pending.Where(pair => pair.Value.DueAt <= until).Take(BatchSize).ToArray();
            foreach (var (id, pending) in due)
            {
                _pending.Remove(id);
                if (pending is { IsOfLease: true, ActivityAt: { } activityAt })
                {
                    _written.Note(id, activityAt, clock.Now);
                }
            }

            return [.. due.Select(pair => pair.Value.Take(pair.Key)).OrderBy(renewal => renewal.Id)];
        }
    }

    private void PutBack(Renewal[] batch)
    {
        lock (_gate)
        {
            foreach (var renewal in batch)
            {
                PendingOfWithLockHeld(renewal.Id).Restore(renewal, clock.Now);
            }
        }
    }

    private PendingRenewal PendingOfWithLockHeld(SessionId id)
    {
        if (!_pending.TryGetValue(id, out var pending))
        {
            pending = new PendingRenewal();
            _pending.Add(id, pending);
        }

        return pending;
    }
}
