using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.InMemory;

/// <summary>Keeps sessions in the memory of this process: the reference of what a store does, and the store for tests.</summary>
/// <param name="time">Store time, and the heartbeat of the change feed.</param>
/// <remarks>
/// A restart forgets everything. It grows with the live sessions and the tombstones that the sweep has not removed; the
/// change feed keeps a fixed number of changes. One lock serves all, so a sweep step holds everybody up for a scan.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/stores.md">Stores</seealso>
public sealed partial class InMemorySojournStore(TimeProvider time) : ISojournStore, ICutOffStore, IKeyRingStore, IStoreChangeFeed
{
    // Protects the four fields below. Changes are added to the history under it, so the feed tells them in their order.
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, SessionRecord> _sessions = [];
    private readonly Dictionary<(TenantId?, SubjectId), HashSet<SessionId>> _subjects = [];
    private readonly Dictionary<(CutOffScope, TenantId?, SubjectId?), CutOff> _cutOffs = [];
    private readonly Dictionary<KeyRingName, KeyRingRecord> _rings = [];

    private readonly ChangeHistory _history = new(time);

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(session, limit);
        return Locked(Create, cancellationToken);

        CreateResult Create()
        {
            if (_sessions.ContainsKey(session.Id))
            {
                return new CreateResult(CreateStatus.AlreadyExists, []);
            }

            var rivals = Live(session.Tenant, session.Subject)
                .Where(other => string.Equals(other.Kind, session.Kind, StringComparison.Ordinal))
                .ToList();
            var surplus = limit is null ? 0 : Math.Max(0, rivals.Count + 1 - limit.Most);
            if (surplus > 0 && !limit!.EndOldest)
            {
                return new CreateResult(CreateStatus.LimitReached, []);
            }

            var displaced = rivals.OrderBy(other => other.LastActivityAt).ThenBy(other => other.Id).Take(surplus).ToList();
            displaced.ForEach(other => End(other, SessionTransitions.Displacement(session)));
            Insert(session);
            return new CreateResult(CreateStatus.Created, [.. displaced.Select(other => other.Id)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        Locked(
            () => _sessions.TryGetValue(id, out var session)
                ? new FoundSession(
                    session, _cutOffs.GetValueOrDefault((CutOffScope.Subject, session.Tenant, session.Subject)))
                : null,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken)
    {
        return Locked(Renew, cancellationToken);

        int Renew()
        {
            var live = 0;
            foreach (ref readonly var renewal in renewals.Span)
            {
                if (_sessions.TryGetValue(renewal.Id, out var session) && session.Ending is null)
                {
                    _sessions[renewal.Id] = SessionTransitions.Renew(session, renewal);
                    live++;
                }
            }

            return live;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Locked(Change, cancellationToken);

        ChangeResult Change()
        {
            var session = _sessions.GetValueOrDefault(id);
            var status = session is null ? ChangeStatus.NotFound
                : session.Ending is not null ? ChangeStatus.Ended
                : session.Version != change.ExpectedVersion ? ChangeStatus.Conflict
                : ChangeStatus.Applied;
            if (status != ChangeStatus.Applied)
            {
                return new ChangeResult(status, session);
            }

            var changed = Owned(SessionTransitions.Change(session!, change));
            var rotated = changed.Token.Generation != session!.Token.Generation;
            _sessions[id] = changed;
            _history.Add(rotated ? StoreChangeKind.Rotated : StoreChangeKind.Changed, changed);
            return new ChangeResult(ChangeStatus.Applied, changed);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ending);
        return Locked(EndOne, cancellationToken);

        EndResult EndOne()
        {
            var session = _sessions.GetValueOrDefault(id);
            var refused = session is null || session.Ending is not null || session.LastActivityAt > ending.OnlyIfIdleSince;
            return refused ? new EndResult(false, session?.Ending) : new EndResult(true, End(session!, ending).Ending);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        StoreArguments.ThrowIfMalformed(ending);
        return Locked(EndMany, cancellationToken);

        EndedSessions EndMany()
        {
            var live = Live(selection.Tenant, selection.Subject).Where(session => session.Id != selection.Except).ToList();
            var ended = live.Take(most).Select(session => End(session, ending).Id).ToList();
            return new EndedSessions(ended, live.Count > ended.Count);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        var cursor = ListCursor.Parse(after);
        return Locked(List, cancellationToken);

        SessionPage List()
        {
            var rest = Of(selection.Tenant, selection.Subject)
                .Where(session => session.Id != selection.Except && (selection.IncludeEnded || session.Ending is null))
                .Where(session => cursor is not { } start || start.IsBefore(session))
                .OrderByDescending(session => session.CreatedAt)
                .ThenByDescending(session => session.Id)
                .ToList();
            var page = rest.Take(most).Select(session => session with { Ticket = default }).ToList();
            return new SessionPage(page, rest.Count > page.Count ? ListCursor.After(page[^1]).ToString() : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <inheritdoc/>
    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(sweep);
        return Locked(() => Sweep(sweep), cancellationToken);
    }

    private ValueTask<T> Locked<T>(Func<T> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult(step());
        }
    }
}
