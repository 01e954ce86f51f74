using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Renewals;

/// <summary>What waits to be written for one session. Guarded by the lane's lock.</summary>
internal sealed class PendingRenewal
{
    private SessionView? _view;
    private DateTimeOffset? _activityAt;
    private DateTimeOffset? _handedOutAt;
    private int _acknowledged;

    /// <summary>When it is to be written: an acknowledgement at the next flush, an activity when its interval is over.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The latest activity that waits, read from the view, which knows of every request since.</summary>
    public DateTimeOffset? ActivityAt => Later(_activityAt, _view?.LastActivityAt);

    /// <summary>Whether the activity was one of a lease, of which a session may have several.</summary>
    public bool IsOfLease => _view is { IsLease: true };

    public void Follow(SessionView view)
    {
        if (_view is { } before && before != view)
        {
            _activityAt = Later(_activityAt, before.LastActivityAt);
            before.IsQueued = false;
        }

        _view = view;
    }

    public void HandedOut(DateTimeOffset at) => _handedOutAt = Later(_handedOutAt, at);

    public void Acknowledge(int generation) => _acknowledged = Math.Max(_acknowledged, generation);

    /// <summary>Takes what there is to write. From here on a new activity queues the view again.</summary>
    public Renewal Take(SessionId id)
    {
        if (_view is { } view)
        {
            // Reset before the read: an activity between the two queues again, the other order would lose it.
            view.IsQueued = false;
            view.LastWrittenAt = view.LastActivityAt;
        }

        return new Renewal(id, ActivityAt, _handedOutAt, _acknowledged);
    }

    /// <summary>Puts back what could not be written.</summary>
    public void Restore(Renewal failed, DateTimeOffset dueAt)
    {
        _activityAt = Later(_activityAt, failed.ActivityAt);
        _handedOutAt = Later(_handedOutAt, failed.HandedOutAt);
        Acknowledge(failed.Acknowledged);
        DueAt = dueAt < DueAt ? dueAt : DueAt;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        other is null || one > other ? one : other;
}
