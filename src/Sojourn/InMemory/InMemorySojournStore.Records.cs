using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.InMemory;

/// <content>The steps that all operations are made of. Each of them is called under the lock.</content>
public sealed partial class InMemorySojournStore
{
    /// <summary>A record with bytes of its own: the caller's buffers may come from a pool and be used again.</summary>
    private static SessionRecord Owned(SessionRecord session) =>
        session with { Details = session.Details.ToArray(), Ticket = session.Ticket.ToArray() };

    private IEnumerable<SessionRecord> Of(TenantId? tenant, SubjectId subject) =>
        _subjects.GetValueOrDefault((tenant, subject), []).Select(id => _sessions[id]);

    private IEnumerable<SessionRecord> Live(TenantId? tenant, SubjectId subject) =>
        Of(tenant, subject).Where(session => session.Ending is null);

    private void Insert(SessionRecord session)
    {
        _sessions.Add(session.Id, Owned(session));
        var owner = (session.Tenant, session.Subject);
        if (!_subjects.TryGetValue(owner, out var ids))
        {
            _subjects.Add(owner, ids = []);
        }

        ids.Add(session.Id);
    }

    private SessionRecord End(SessionRecord session, SessionEnding ending)
    {
        var ended = SessionTransitions.End(session, ending);
        _sessions[session.Id] = ended;
        _history.Add(StoreChangeKind.Ended, ended);
        return ended;
    }

    private void Remove(SessionRecord tombstone)
    {
        _sessions.Remove(tombstone.Id);
        var owner = (tombstone.Tenant, tombstone.Subject);
        var ids = _subjects[owner];
        ids.Remove(tombstone.Id);
        if (ids.Count == 0)
        {
            _subjects.Remove(owner);
        }
    }

    private SweepResult Sweep(SweepStep sweep)
    {
        // One more than may be done in this step tells whether there is more.
        var due = _sessions.Values
            .Where(session => session.Ending is null && SessionTransitions.Expiry(session, sweep) is not null)
            .Take(sweep.Most + 1)
            .ToList();
        var old = _sessions.Values
            .Where(session => session.Ending is { } ending && ending.At < sweep.RemoveEndedBefore)
            .Take(sweep.Most + 1)
            .ToList();

        var expired = due.Take(sweep.Most)
            .Select(session => End(session, SessionTransitions.Expiry(session, sweep)!))
            .ToList();
        var removed = old.Take(sweep.Most).ToList();
        removed.ForEach(Remove);
        ForgetCutOffs(sweep.RemoveEndedBefore);
        return new SweepResult(expired, removed.Count, due.Count > expired.Count || old.Count > removed.Count);
    }

    /// <summary>Drops the subjects' cut-offs that are as old as removed tombstones and void no live record any more.</summary>
    private void ForgetCutOffs(DateTimeOffset before)
    {
        var spent = _cutOffs
            .Where(kept => kept.Key.Item1 == CutOffScope.Subject && kept.Value.At < before)
            .Where(kept => Live(kept.Key.Item2, kept.Key.Item3!.Value)
                .All(session => session.AuthenticatedAt >= kept.Value.At))
            .Select(kept => kept.Key)
            .ToList();
        spent.ForEach(key => _cutOffs.Remove(key));
    }
}
