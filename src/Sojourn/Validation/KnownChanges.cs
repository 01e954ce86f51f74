using System.Collections.Concurrent;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>
/// What this node was told of ends, newer versions and cut-offs, for as long as a lease from before could be presented.
/// </summary>
/// <remarks>
/// Two generations of dictionaries: when the younger one is as old as the longest lease, the older one is dropped. So an
/// entry lives one to two lease lives, and nothing has to be searched for what has aged.
/// </remarks>
internal sealed class KnownChanges(StoreClock clock, SessionPolicy policy)
{
    private readonly Lock _gate = new();
    private Epoch _epoch = new(Young: new Facts(), Old: new Facts(), Since: DateTimeOffset.MinValue);

    /// <summary>What is known of one session, or null.</summary>
    public KnownChange? Find(SessionId id)
    {
        var epoch = Volatile.Read(ref _epoch);
        return epoch.Young.Sessions.TryGetValue(id, out var young) ? young
            : epoch.Old.Sessions.TryGetValue(id, out var old) ? old : null;
    }

    /// <summary>The cut-off of the subject that voids a session that a lease speaks of, or null.</summary>
    public CutOff? FindCutOff(SessionView view)
    {
        var epoch = Volatile.Read(ref _epoch);
        var key = new Person(view.Tenant, view.Subject);
        return !epoch.Young.Subjects.IsEmpty && epoch.Young.Subjects.TryGetValue(key, out var young) && Voids(young, view) ? young
            : !epoch.Old.Subjects.IsEmpty && epoch.Old.Subjects.TryGetValue(key, out var old) && Voids(old, view) ? old
            : null;
    }

    public void Ended(SessionId id, EndReason reason) =>
        Note(id, new KnownChange(reason, long.MaxValue));

    public void Changed(SessionId id, long version) =>
        Note(id, new KnownChange(EndReason.None, version));

    public void CutOff(CutOff cutOff)
    {
        if (cutOff is not { Scope: CutOffScope.Subject, Subject: { } subject })
        {
            return;
        }

        Current().Subjects.AddOrUpdate(
            new Person(cutOff.Tenant, subject), cutOff, (_, known) => known.At > cutOff.At ? known : cutOff);
    }

    private static bool Voids(CutOff cutOff, SessionView view) =>
        CutOffs.Voids(cutOff, view.Tenant, view.Subject, view.AuthenticatedAt, view.Id);

    // Whatever arrives late, an end stays an end and the newer version counts.
    private void Note(SessionId id, KnownChange change)
    {
        var before = Find(id);
        Current().Sessions.AddOrUpdate(
            id,
            static (_, given) => given.Before is { } known ? known.Or(given.Change) : given.Change,
            static (_, present, given) => present.Or(given.Change),
            (Before: before, Change: change));
    }

    private Facts Current()
    {
        var now = clock.Now;
        var epoch = Volatile.Read(ref _epoch);
        if (now - epoch.Since < policy.LongestLease)
        {
            return epoch.Young;
        }

        lock (_gate)
        {
            if (now - _epoch.Since >= policy.LongestLease)
            {
                Volatile.Write(ref _epoch, new Epoch(Young: new Facts(), Old: _epoch.Young, Since: now));
            }

            return _epoch.Young;
        }
    }

    private sealed record Epoch(Facts Young, Facts Old, DateTimeOffset Since);

    private readonly record struct Person(TenantId? Tenant, SubjectId Subject);

    private sealed class Facts
    {
        public ConcurrentDictionary<SessionId, KnownChange> Sessions { get; } = new();

        public ConcurrentDictionary<Person, CutOff> Subjects { get; } = new();
    }
}
