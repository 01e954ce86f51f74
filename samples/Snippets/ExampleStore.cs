using Sojourn.Sessions;
using Sojourn.Stores;

namespace Snippets;

// snippet: store-example
/// <summary>All that the contract asks for, and nothing for speed: rows in a dictionary, a lock in place of transactions.</summary>
public sealed partial class ExampleStore(TimeProvider time) : ISojournStore
{
    private readonly Lock _transaction = new();
    private readonly Dictionary<SessionId, SessionRecord> _rows = [];

    public ValueTask<CreateResult> CreateAsync(SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(session, limit);
        return Step(Create, cancellationToken);

        CreateResult Create()
        {
            var rivals = Of(session.Tenant, session.Subject).Where(row => row.Ending is null && row.Kind == session.Kind)
                .OrderBy(row => row.LastActivityAt).ThenBy(row => row.Id).ToList();
            var surplus = Math.Max(0, rivals.Count + 1 - (limit?.Most ?? int.MaxValue));
            if (_rows.ContainsKey(session.Id) || (surplus > 0 && !limit!.EndOldest))
            {
                return new(_rows.ContainsKey(session.Id) ? CreateStatus.AlreadyExists : CreateStatus.LimitReached, []);
            }

            rivals = rivals.Take(surplus).ToList();
            rivals.ForEach(row => Write(SessionTransitions.End(row, SessionTransitions.Displacement(session))));
            Write(session);
            return new(CreateStatus.Created, [.. rivals.Select(row => row.Id)]);
        }
    }

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) => Step(
        () => _rows.TryGetValue(id, out var row)
            ? new FoundSession(row, _cutOffs.GetValueOrDefault((CutOffScope.Subject, row.Tenant, row.Subject)))
            : null,
        cancellationToken);

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) => Step(
        () => renewals.ToArray().Count(renewal => _rows.TryGetValue(renewal.Id, out var row) && row.Ending is null
            && Write(SessionTransitions.Renew(row, renewal)) is not null),
        cancellationToken);

    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Step(() => Change(_rows.GetValueOrDefault(id)), cancellationToken);

        ChangeResult Change(SessionRecord? row) => row switch
        {
            null => new(ChangeStatus.NotFound, null),
            { Ending: not null } => new(ChangeStatus.Ended, row),
            _ when row.Version != change.ExpectedVersion => new(ChangeStatus.Conflict, row), // the loser learns what won
            _ => new(ChangeStatus.Applied, Write(SessionTransitions.Change(row, change))),
        };
    }

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ending);
        return Step(() => End(_rows.GetValueOrDefault(id)), cancellationToken);

        EndResult End(SessionRecord? row) => row is null || row.Ending is not null || row.LastActivityAt > ending.OnlyIfIdleSince
            ? new(false, row?.Ending)
            : new(true, Write(SessionTransitions.End(row, ending)).Ending);
    }

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        StoreArguments.ThrowIfMalformed(ending);
        return Step(EndMany, cancellationToken);

        EndedSessions EndMany()
        {
            var due = Of(selection.Tenant, selection.Subject).Where(row => row.Ending is null && row.Id != selection.Except).ToList();
            return new([.. due.Take(most).Select(row => Write(SessionTransitions.End(row, ending)).Id)], due.Count > most);
        }
    }

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(selection, most);
        var cursor = ListCursor.Parse(after);
        return Step(List, cancellationToken);

        SessionPage List()
        {
            var rest = Of(selection.Tenant, selection.Subject)
                .Where(row => row.Id != selection.Except && (selection.IncludeEnded || row.Ending is null))
                .Where(row => cursor?.IsBefore(row) ?? true)
                .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).ToList();
            List<SessionRecord> page = [.. rest.Take(most).Select(row => row with { Ticket = default })];
            return new(page, rest.Count > most ? ListCursor.After(page[^1]).ToString() : null);
        }
    }

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => Step(
        () => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(sweep);
        return Step(Sweep, cancellationToken);

        SweepResult Sweep()
        {
            var due = _rows.Values.Where(row => row.Ending is null && SessionTransitions.Expiry(row, sweep) is not null).ToList();
            var old = _rows.Values.Where(row => row.Ending?.At < sweep.RemoveEndedBefore).ToList();
            var spent = _cutOffs.Where(kept => kept.Value.Subject is { } subject && kept.Value.At < sweep.RemoveEndedBefore
                && Of(kept.Value.Tenant, subject).All(row => row.Ending is not null || row.AuthenticatedAt >= kept.Value.At)).ToList();
            spent.ForEach(kept => _cutOffs.Remove(kept.Key));
            return new(
                [.. due.Take(sweep.Most).Select(row => Write(SessionTransitions.End(row, SessionTransitions.Expiry(row, sweep)!)))],
                old.Take(sweep.Most).Count(row => _rows.Remove(row.Id)),
                due.Count > sweep.Most || old.Count > sweep.Most);
        }
    }

    private IEnumerable<SessionRecord> Of(TenantId? tenant, SubjectId subject) =>
        _rows.Values.Where(row => row.Tenant == tenant && row.Subject == subject);

    // With bytes of its own: the caller's buffers may come from a pool and be used again.
    private SessionRecord Write(SessionRecord row) =>
        _rows[row.Id] = row with { Details = row.Details.ToArray(), Ticket = row.Ticket.ToArray() };

    private ValueTask<T> Step<T>(Func<T> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // before it begins, never after
        lock (_transaction)
        {
            return ValueTask.FromResult(step());
        }
    }
}

// end
