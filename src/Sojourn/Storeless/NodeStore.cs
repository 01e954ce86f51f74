using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Storeless;

// Without a store a session is what its browser's lease says. This stands where the commands expect a store, and holds only
// what this node did itself:
//
//   started here      for a minute: the request that started a session may go on to change it
//   changed here      from then on; an older lease is judged by it
//   ended here        until every lease of it has lapsed
//
// A session that is not in here is not unknown: it is its lease. So nothing is listed, counted or ended by subject, and no
// expiry is concluded from it: an older lease says less than the newer one that the browser has by now.

/// <summary>What this node knows of sessions that no store keeps.</summary>
/// <remarks>Bounded by what was started, changed and ended here within one absolute limit; forgetting sooner would revive.</remarks>
internal sealed class NodeStore(RecordReader reader, StoreClock clock, SessionPolicy policy) : ISojournStore, ICutOffStore, ILeaseKeeper
{
    private static readonly TimeSpan StartedKept = TimeSpan.FromMinutes(1);

    // Protects the two dictionaries.
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, SessionRecord> _sessions = [];
    private readonly Dictionary<SessionId, SessionEnding> _endings = [];

    /// <inheritdoc/>
    public void Keep(SessionLease lease)
    {
        var record = RecordOf(lease);
        lock (_gate)
        {
            var isNewer = !_sessions.TryGetValue(lease.Id, out var known) || known.Version < lease.Version;
            if (isNewer && !_endings.ContainsKey(lease.Id))
            {
                _sessions[lease.Id] = record;
            }
        }
    }

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _sessions[session.Id] = session;
        }

        return ValueTask.FromResult(new CreateResult(CreateStatus.Created, []));
    }

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(
                _sessions.TryGetValue(id, out var session) ? new FoundSession(session, SubjectCutOff: null) : null);
        }
    }

    /// <summary>Notes what it can; the activity itself travels in the browser's next lease.</summary>
    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (ref readonly var renewal in renewals.Span)
            {
                if (_sessions.TryGetValue(renewal.Id, out var session))
                {
                    _sessions[renewal.Id] = SessionTransitions.Renew(session, renewal);
                }
            }
        }

        return ValueTask.FromResult(renewals.Length);
    }

    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(Change(id, change));
        }
    }

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken)
    {
        if (ending.OnlyIfIdleSince is not null)
        {
            // Another node may have seen the person since: only the lease that is presented is idle, and it lapses by itself.
            return ValueTask.FromResult(new EndResult(Applied: false, Ending: null));
        }

        lock (_gate)
        {
            _sessions.Remove(id);
            var isFirst = _endings.TryAdd(id, ending);
            return ValueTask.FromResult(new EndResult(isFirst, _endings[id]));
        }
    }

    /// <summary>Nothing: whose sessions there are, no node knows. The cut-off that comes before voids them on this one.</summary>
    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new EndedSessions([], More: false));

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SessionPage([], Next: null));

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(clock.Now);

    /// <summary>Forgets what no lease that is still good speaks of.</summary>
    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        lock (_gate)
        {
            foreach (var (id, session) in _sessions)
            {
                var isUnchanged = session.Version == 1 && now - session.CreatedAt > StartedKept;
                if (isUnchanged || now >= session.AbsoluteAt)
                {
                    _sessions.Remove(id);
                }
            }

            foreach (var (id, ending) in _endings)
            {
                if (now - ending.At > policy.LongestLease)
                {
                    _endings.Remove(id);
                }
            }
        }

        return ValueTask.FromResult(new SweepResult([], Removed: 0, More: false));
    }

    /// <summary>Nothing to write: a cut-off is in this node's memory for as long as it can void anything.</summary>
    public ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<CutOff>>([]);

    private ChangeResult Change(SessionId id, SessionChange change)
    {
        if (_endings.ContainsKey(id))
        {
            return new ChangeResult(ChangeStatus.Ended, Current: null);
        }

        // Only rotations count here. Any other change would make the browser's lease older than the record without its
        // getting a new one, and versions of two nodes would no longer order the leases of one session.
        if (change.Token is null || !_sessions.TryGetValue(id, out var session))
        {
            return new ChangeResult(ChangeStatus.NotFound, Current: null);
        }

        if (session.Version != change.ExpectedVersion)
        {
            return new ChangeResult(ChangeStatus.Conflict, session);
        }

        var changed = SessionTransitions.Change(session, change);
        _sessions[id] = changed;
        return new ChangeResult(ChangeStatus.Applied, changed);
    }

    private SessionRecord RecordOf(SessionLease lease) => new()
    {
        Id = lease.Id,
        Subject = lease.Subject,
        Tenant = lease.Tenant,
        Kind = lease.Kind,
        CreatedAt = lease.Id.CreatedAt,
        AuthenticatedAt = lease.AuthenticatedAt,
        LastActivityAt = lease.LastActivityAt,
        IdleTimeout = lease.IdleTimeout,
        AbsoluteAt = lease.AbsoluteAt,
        Token = new TokenState
        {
            Generation = lease.Generation,
            Current = default,
            Cause = RotationCause.Demand,
            RotatedAt = lease.IssuedAt,
        },
        HandedOutAt = lease.IssuedAt,
        Version = lease.Version,
        Details = SessionDetailsCodec.Write(new SessionView(lease).Details),
        Ticket = reader.SealTicket(lease.Id, new TicketBlob(lease.Ticket, Before: default)),
    };
}
