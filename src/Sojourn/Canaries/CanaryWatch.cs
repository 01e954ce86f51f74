using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Canaries;

// One canary per interval for the whole deployment:
//
//   1  at the first step of an interval each node looks for its canary and remembers it as it remembers any session; the
//      first one to look inserts it
//   2  in the middle of the interval that node ends it
//   3  each node notes from when on it refuses it: by its own hand, when the feed tells, or when what it remembers is not
//      believed any more and the store is asked
//
// A node that dies between 1 and 2 costs one measurement: the sweep ends its canary, which is then nobody's end.

/// <summary>Starts, ends and watches canaries: how the deployment measures its own revocation bound.</summary>
/// <remarks>A step without a timer, run by one loop: the fields are its own.</remarks>
internal sealed class CanaryWatch(
    ISojournStore store, NodeMemory memory, SessionValidator validator, StoreClock clock, SessionPolicy policy,
    RevocationLag lag)
{
    /// <summary>How often <see cref="StepAsync"/> is to run; what is seen by asking is seen up to this much later.</summary>
    public static readonly TimeSpan StepInterval = TimeSpan.FromSeconds(1);

    private DateTimeOffset? _interval;
    private Watched? _watched;

    /// <exception cref="SessionStoreException">The store failed; the next step tries again.</exception>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        if (policy.CanaryInterval <= TimeSpan.Zero)
        {
            return;
        }

        var now = clock.Now;
        var interval = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % policy.CanaryInterval.Ticks), TimeSpan.Zero);
        if (_interval is null)
        {
            // A node that starts has enough to do: it joins with the next one.
            lag.Begin();
            _interval = interval;
        }
        else if (_interval == interval)
        {
            await WatchAsync(cancellationToken);
        }
        else
        {
            await LeaveAsync(cancellationToken);
            _watched = await BeginAsync(interval, cancellationToken);
            _interval = interval;
        }
    }

    private async Task<Watched?> BeginAsync(DateTimeOffset interval, CancellationToken cancellationToken) // 1
    {
        var id = CanarySession.IdAt(interval, policy.CanaryInterval);
        var watched = new Watched(id, interval + (policy.CanaryInterval / 2), memory.Signals.Listen(id));
        var begun = false;
        try
        {
            begun = await FillAsync(watched, cancellationToken) is { Ending: null };
        }
        finally
        {
            if (!begun)
            {
                memory.Signals.Leave(id, watched.Listener);
            }
        }

        return begun ? watched : null;
    }

    private async Task<SessionRecord?> FillAsync(Watched watched, CancellationToken cancellationToken)
    {
        var fill = new Fill(memory.Cache.BeginFill(watched.Id), clock.Now);
        var record = (await store.FindAsync(watched.Id, cancellationToken))?.Session
            ?? await CreateAsync(watched, cancellationToken);
        if (record is { Ending: null })
        {
            // No token fits the default one: an entry like any other, that no request can use.
            memory.Cache.TryFill(
                new NearEntry(CanarySession.ViewOf(record), token: default, fill.AskedAt), fill.Begun);
        }

        return record;
    }

    private async Task<SessionRecord?> CreateAsync(Watched watched, CancellationToken cancellationToken)
    {
        if (clock.Now >= watched.EndDueAt)
        {
            // It was there and is swept, or this node comes late: nothing that could still be measured.
            return null;
        }

        var record = CanarySession.RecordAt(watched.Id, clock.Now, policy.CanaryInterval);
        var created = await store.CreateAsync(record, limit: null, cancellationToken);
        watched.IsOwn = created.Status == CreateStatus.Created;
        return watched.IsOwn ? record : (await store.FindAsync(watched.Id, cancellationToken))?.Session;
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (_watched is not { } watched)
        {
            return;
        }

        var isOver = watched.IsOwn && clock.Now >= watched.EndDueAt ? await EndAsync(watched, cancellationToken)
            : watched.TryNotice() ? await RecordAsync(watched, watched.NoticedAt!.Value, RevocationSight.Feed, cancellationToken)
            : !IsRemembered(watched.Id) && await ReadAsync(watched, cancellationToken);
        if (isOver)
        {
            Leave();
        }
    }

    private async Task<bool> EndAsync(Watched watched, CancellationToken cancellationToken) // 2
    {
        var at = clock.Now;
        var result = await store.EndAsync(watched.Id, CanarySession.EndingAt(at, policy), cancellationToken);
        memory.Ended(watched.Id, EndReason.Revoked);
        if (result.Applied)
        {
            lag.Record(at, clock.Now, RevocationSight.Self);
        }

        return true;
    }

    private bool IsRemembered(SessionId id) => memory.Cache.Find(id) is { } entry && validator.IsBelieved(entry);

    private async Task<bool> ReadAsync(Watched watched, CancellationToken cancellationToken) // 3
    {
        var record = await FillAsync(watched, cancellationToken);
        if (record is { Ending: null })
        {
            return false;
        }

        Note(record, clock.Now, RevocationSight.Read);
        return true;
    }

    private async Task<bool> RecordAsync(
        Watched watched, DateTimeOffset refusedAt, RevocationSight sight, CancellationToken cancellationToken)
    {
        Note((await store.FindAsync(watched.Id, cancellationToken))?.Session, refusedAt, sight);
        return true;
    }

    private void Note(SessionRecord? record, DateTimeOffset refusedAt, RevocationSight sight)
    {
        if (CanarySession.EndedAtOf(record) is { } endedAt)
        {
            lag.Record(endedAt, refusedAt, sight);
        }
    }

    /// <summary>Leaves the canary of the interval before. One that has ended and is still believed here is a late revocation.</summary>
    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_watched is { } watched)
        {
            var (refusedAt, sight) = watched.TryNotice()
                ? (watched.NoticedAt!.Value, RevocationSight.Feed)
                : (clock.Now, RevocationSight.Read);
            await RecordAsync(watched, refusedAt, sight, cancellationToken);
            Leave();
        }
    }

    private void Leave()
    {
        memory.Signals.Leave(_watched!.Id, _watched.Listener);
        memory.Cache.Remove(_watched.Id);
        _watched = null;
    }

    private sealed class Watched(SessionId id, DateTimeOffset endDueAt, SessionListener listener)
    {
        public SessionId Id => id;

        public DateTimeOffset EndDueAt => endDueAt;

        public SessionListener Listener => listener;

        /// <summary>Whether this node inserted it and so ends it.</summary>
        public bool IsOwn { get; set; }

        /// <summary>From when on this node refuses it, once the feed has told.</summary>
        public DateTimeOffset? NoticedAt { get; private set; }

        public bool TryNotice()
        {
            while (NoticedAt is null && listener.Reader.TryRead(out var signal))
            {
                NoticedAt = signal.IsEnd ? signal.At : null;
            }

            return NoticedAt is not null;
        }
    }
}
