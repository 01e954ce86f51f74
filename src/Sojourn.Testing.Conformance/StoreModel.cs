using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Testing.Conformance;

/// <summary>What the contract says a store does, as small as it can be said; written without the stores' own arithmetic.</summary>
internal sealed class StoreModel
{
    public Dictionary<SessionId, Entry> Entries { get; } = [];

    public Dictionary<SubjectId, DateTimeOffset> CutOffs { get; } = [];

    public List<SessionId> Live(SubjectId subject) =>
        [.. Entries.Where(entry => entry.Value.Ended == EndReason.None && entry.Value.Subject == subject).Select(entry => entry.Key)];

    public void Create(SessionRecord session) =>
        Entries.Add(session.Id, new Entry(session.Subject, session.LastActivityAt, session.IdleTimeout, session.AbsoluteAt));

    public bool Renew(SessionId id, DateTimeOffset at)
    {
        var live = Entries.TryGetValue(id, out var entry) && entry.Ended == EndReason.None;
        if (live && at > entry!.Activity)
        {
            entry.Activity = at;
        }

        return live;
    }

    public ChangeStatus Change(SessionId id, SessionChange change)
    {
        var entry = Entries[id];
        if (entry.Ended != EndReason.None)
        {
            return ChangeStatus.Ended;
        }

        if (entry.Version != change.ExpectedVersion)
        {
            return ChangeStatus.Conflict;
        }

        entry.Version++;
        entry.Generation = change.Token?.Generation ?? entry.Generation;
        entry.Absolute = change.AbsoluteAt < entry.Absolute ? change.AbsoluteAt.Value : entry.Absolute;
        return ChangeStatus.Applied;
    }

    public bool End(SessionId id, EndReason reason)
    {
        var entry = Entries[id];
        var applies = entry.Ended == EndReason.None;
        (entry.Ended, entry.Version) = applies ? (reason, entry.Version + 1) : (entry.Ended, entry.Version);
        return applies;
    }

    public EndReason Due(SessionId id, DateTimeOffset now) => Entries[id] switch
    {
        { Ended: not EndReason.None } => EndReason.None,
        var entry when entry.Absolute <= now => EndReason.Absolute,
        var entry when entry.Activity + entry.Idle <= now => EndReason.Idle,
        _ => EndReason.None,
    };

    internal sealed class Entry(SubjectId subject, DateTimeOffset activity, TimeSpan idle, DateTimeOffset absolute)
    {
        public SubjectId Subject { get; } = subject;

        public TimeSpan Idle { get; } = idle;

        public DateTimeOffset Activity { get; set; } = activity;

        public DateTimeOffset Absolute { get; set; } = absolute;

        public long Version { get; set; } = 1;

        public int Generation { get; set; } = 1;

        public EndReason Ended { get; set; }
    }
}
