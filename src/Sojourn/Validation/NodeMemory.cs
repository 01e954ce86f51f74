using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>Everything that this node remembers of sessions, and the one place where it learns of changes.</summary>
/// <remarks>
/// The feed's two instants are written by its one follower and read without a lock; the start of an unbroken view is
/// published before the feed counts as alive, so a reader never joins a new feed to an old start.
/// </remarks>
internal sealed class NodeMemory(
    NearCache cache, LeaseMemory leases, KnownChanges known, EndedSignals signals, PendingEnds pendingEnds,
    StoreClock clock)
{
    // The feed says "alive" every second; two missed ones are a lost feed.
    private static readonly long FeedLostAfter = TimeSpan.FromSeconds(2.5).Ticks;

    private long _feedAliveAt = long.MinValue / 2;
    private long _fedSince = long.MaxValue;
    private long _seenSince = long.MaxValue;
    private bool _isBroken;

    public NearCache Cache => cache;

    public LeaseMemory Leases => leases;

    public KnownChanges Known => known;

    public EndedSignals Signals => signals;

    public PendingEnds PendingEnds => pendingEnds;

    /// <summary>Whether this node was told of an end or of a newer version than a view is of.</summary>
    /// <remarks>
    /// Noted before the fills under way are dropped: a fill that asks here and finds nothing is dropped or removed by the
    /// change that comes after.
    /// </remarks>
    public bool IsOvertaken(SessionView view) =>
        known.Find(view.Id) is { } change && (change.Reason != EndReason.None || change.Version > view.Version);

    /// <summary>Whether other nodes' changes are reported to this one right now.</summary>
    public bool IsFed => clock.Now.UtcTicks - Volatile.Read(ref _feedAliveAt) < FeedLostAfter;

    /// <summary>Whether every change since an instant was reported to this node.</summary>
    /// <remarks>
    /// An entry that was read before the feed began, or before its last gap, may have ended in between unseen: it lives by
    /// the staleness bound alone until it is read again.
    /// </remarks>
    public bool IsFedSince(long ticks) => ticks >= Volatile.Read(ref _fedSince) && IsFed;

    /// <summary>Whether this node has heard of every change since an instant, those from before its start included.</summary>
    /// <remarks>
    /// A feed that was read on from its last position has left nothing out, however long it was silent: unlike an entry of
    /// the near cache, which was believed to be read from the record at one instant, a lease only needs this.
    /// </remarks>
    public bool HasSeenAllSince(DateTimeOffset instant) => instant.UtcTicks >= Volatile.Read(ref _seenSince) && IsFed;

    /// <summary>Every change that was told since this instant is remembered here; never, while the feed is broken.</summary>
    public DateTimeOffset RemembersAllSince
    {
        get
        {
            var seenSince = Volatile.Read(ref _seenSince);
            return seenSince == long.MaxValue
                ? DateTimeOffset.MaxValue
                : new DateTimeOffset(Math.Max(seenSince, known.CompleteSince.UtcTicks), TimeSpan.Zero);
        }
    }

    /// <summary>The feed has delivered everything since an instant, or since it was last listened to when that is earlier.</summary>
    public void FeedCaughtUp(DateTimeOffset since, bool isContinuation)
    {
        if (_isBroken)
        {
            // What was left out is never delivered, so nothing from before this moment is in view again.
            _isBroken = false;
            Volatile.Write(ref _seenSince, clock.Now.UtcTicks);
        }
        else if (!isContinuation || Volatile.Read(ref _seenSince) == long.MaxValue)
        {
            Volatile.Write(ref _seenSince, since.UtcTicks);
        }

        FeedAlive();
    }

    public void FeedAlive()
    {
        var now = clock.Now.UtcTicks;
        if (!IsFed)
        {
            Volatile.Write(ref _fedSince, now);
        }

        Volatile.Write(ref _feedAliveAt, now);
    }

    /// <summary>The feed may have missed something: nothing that is remembered is believed beyond its staleness bound.</summary>
    public void FeedLost() => Volatile.Write(ref _feedAliveAt, long.MinValue / 2);

    /// <summary>Something was left out and will not be delivered any more.</summary>
    public void FeedBroken()
    {
        _isBroken = true;
        Volatile.Write(ref _seenSince, long.MaxValue);
        FeedLost();
    }

    public void Ended(SessionId id, EndReason reason)
    {
        known.Ended(id, reason);
        cache.Remove(id);
        signals.Signal(id, new SessionSignal(reason, clock.Now));
    }

    /// <summary>Notes that the store was asked and the session is over, whoever ended it.</summary>
    /// <remarks>
    /// Only what is remembered is removed: a removal drops the fills of its neighbours, which a flood with one ended token
    /// must not do.
    /// </remarks>
    public void FoundEnded(SessionId id, EndReason reason)
    {
        if (cache.Find(id) is not null)
        {
            Ended(id, reason);
        }
        else if (known.Find(id) is not { Reason: not EndReason.None })
        {
            // For leases: during an outage the next one of this session must not be believed. Once, since notes are counted.
            known.Ended(id, reason);
        }
    }

    /// <summary>Notes that the store was asked and has no such session.</summary>
    public void FoundMissing(SessionId id)
    {
        if (cache.Find(id) is not null)
        {
            cache.Remove(id);
            signals.Signal(id, new SessionSignal(EndReason.Revoked, clock.Now));
        }

        if (known.Find(id) is not { Reason: not EndReason.None })
        {
            known.Missed(id);
        }
    }

    public void Changed(SessionId id, long version)
    {
        known.Changed(id, version);
        cache.Remove(id);
        signals.Signal(id, SessionSignal.Changed);
    }

    /// <summary>Applies a report of the feed; this node's own changes come back by it and are already known.</summary>
    public void ChangedElsewhere(SessionId id, long version)
    {
        known.Changed(id, version);
        if (cache.Find(id) is not { } entry || entry.View.Version < version)
        {
            Changed(id, version);
        }
    }

    /// <summary>Forgets what a cut-off voids or suspends; each is read again at its next use and judged by it.</summary>
    public void CutOff(CutOff cutOff)
    {
        known.CutOff(cutOff);
        cache.RemoveAll(view => CutOffs.Concerns(cutOff, view.Tenant, view.Subject, view.AuthenticatedAt, view.Id));
        signals.SignalAll();
    }
}
