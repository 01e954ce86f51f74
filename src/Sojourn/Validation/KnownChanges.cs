using System.Collections.Concurrent;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>
/// What this node was told of ends, newer versions and cut-offs, for as long as a lease from before could be presented.
/// </summary>
/// <remarks>
/// <para>
/// Two halves: when the younger one is as old as the longest lease, or full, the older one is dropped. So an entry lives
/// one to two lease lives, and nothing has to be searched for what has aged. Under a flood of changes it lives shorter;
/// then <see cref="CompleteSince"/> tells which leases are older than what is known, and those ask the store.
/// </para>
/// <para>
/// Without a store there is nobody to ask: a bound by number would let one person's sign-outs either revive an ended session
/// or sign everybody else out. So there the bound is time alone: what this node did within two lease lives.
/// </para>
/// <para>
/// <see cref="_epoch"/> is replaced as a whole under <see cref="_gate"/> and read without it. Who looks for a change first
/// and reads <see cref="CompleteSince"/> afterwards misses none: a half that is gone at the look is gone at the reading.
/// </para>
/// </remarks>
internal sealed class KnownChanges(StoreClock clock, SessionPolicy policy)
{
    // A fact takes about an eighth of an entry of the near cache, so each half takes as much memory as that at most.
    private const int FactsPerNearEntry = 8;

    private readonly Lock _gate = new();
    private readonly long _capacity = policy.IsStoreless ? long.MaxValue : (long)policy.NearCacheCapacity * FactsPerNearEntry;
    private Epoch _epoch = new(
        new Facts(), new Facts(), Since: DateTimeOffset.MinValue, CompleteSince: DateTimeOffset.MinValue);

    /// <summary>Whatever this node was told since this instant is known; what it was told before may be forgotten.</summary>
    public DateTimeOffset CompleteSince => Volatile.Read(ref _epoch).CompleteSince;

    /// <summary>No lease from before this instant can be presented any more.</summary>
    public DateTimeOffset LeasesReachBackTo => clock.Now - policy.LongestLease;

    /// <summary>What is known of one session, or null.</summary>
    public KnownChange? Find(SessionId id)
    {
        var epoch = Volatile.Read(ref _epoch);
        return epoch.Young.Sessions.TryGetValue(id, out var young) ? young
            : epoch.Old.Sessions.TryGetValue(id, out var old) ? old : null;
    }

    /// <summary>The cut-off of the subject that voids a session that a lease speaks of, or null.</summary>
    public CutOff? FindCutOff(SessionView view) =>
        FindCutOff(new Person(view.Tenant, view.Subject), view.AuthenticatedAt, view.Id);

    /// <summary>The cut-off of the subject that voids a record, or null; it is on the record too, unless the store lost it.</summary>
    public CutOff? FindCutOff(SessionRecord record) =>
        FindCutOff(new Person(record.Tenant, record.Subject), record.AuthenticatedAt, record.Id);

    /// <summary>All that is known of sessions, each once, the younger half first; what is noted meanwhile may be missing.</summary>
    public IEnumerable<KeyValuePair<SessionId, KnownChange>> Sessions()
    {
        var epoch = Volatile.Read(ref _epoch);
        return epoch.Young.Sessions.Concat(epoch.Old.Sessions.Where(old => !epoch.Young.Sessions.ContainsKey(old.Key)));
    }

    /// <summary>The cut-offs of subjects that are known, some of them twice.</summary>
    public IEnumerable<CutOff> SubjectCutOffs()
    {
        var epoch = Volatile.Read(ref _epoch);
        return epoch.Old.Subjects.Values.Concat(epoch.Young.Subjects.Values);
    }

    public void Ended(SessionId id, EndReason reason) =>
        Note(id, new KnownChange(reason, long.MaxValue));

    public void Missed(SessionId id) => Note(id, KnownChange.Missing);

    public void Changed(SessionId id, long version) =>
        Note(id, new KnownChange(EndReason.None, version));

    public void CutOff(CutOff cutOff)
    {
        if (cutOff is not { Scope: CutOffScope.Subject, Subject: { } subject })
        {
            return;
        }

        var facts = Current();
        facts.Subjects.AddOrUpdate(
            new Person(cutOff.Tenant, subject), cutOff, (_, known) => known.At > cutOff.At ? known : cutOff);
        facts.Counted();
    }

    private CutOff? FindCutOff(Person person, DateTimeOffset authenticatedAt, SessionId id)
    {
        var epoch = Volatile.Read(ref _epoch);
        return !epoch.Young.Subjects.IsEmpty && epoch.Young.Subjects.TryGetValue(person, out var young) && Voids(young) ? young
            : !epoch.Old.Subjects.IsEmpty && epoch.Old.Subjects.TryGetValue(person, out var old) && Voids(old) ? old
            : null;

        bool Voids(CutOff cutOff) => CutOffs.Voids(cutOff, person.Tenant, person.Subject, authenticatedAt, id);
    }

    // Whatever arrives late, an end stays an end and the newer version counts.
    private void Note(SessionId id, KnownChange change)
    {
        var before = Find(id);
        var facts = Current();
        facts.Sessions.AddOrUpdate(
            id,
            static (_, given) => given.Before is { } known ? known.Or(given.Change) : given.Change,
            static (_, present, given) => present.Or(given.Change),
            (Before: before, Change: change));
        facts.Counted();
    }

    private Facts Current()
    {
        var now = clock.Now;
        var epoch = Volatile.Read(ref _epoch);
        if (!IsOver(epoch, now))
        {
            return epoch.Young;
        }

        lock (_gate)
        {
            if (IsOver(_epoch, now))
            {
                Volatile.Write(
                    ref _epoch, new Epoch(new Facts(), Old: _epoch.Young, Since: now, CompleteSince: _epoch.Since));
            }

            return _epoch.Young;
        }
    }

    private bool IsOver(Epoch epoch, DateTimeOffset now) =>
        now - epoch.Since >= policy.KnownFor || epoch.Young.Count >= _capacity;

    private sealed record Epoch(Facts Young, Facts Old, DateTimeOffset Since, DateTimeOffset CompleteSince);

    private readonly record struct Person(TenantId? Tenant, SubjectId Subject);

    /// <remarks>The count is of notes, not of entries: it may be too high, never too low, and costs no walk.</remarks>
    private sealed class Facts
    {
        private long _count;

        public long Count => Volatile.Read(ref _count);

        public ConcurrentDictionary<SessionId, KnownChange> Sessions { get; } = new();

        public ConcurrentDictionary<Person, CutOff> Subjects { get; } = new();

        public void Counted() => Interlocked.Increment(ref _count);
    }
}
