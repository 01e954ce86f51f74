using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.Renewals;

/// <summary>Which activity of a session was written last, where several leases of it are in use and none knows of the others.</summary>
/// <remarks>
/// Every tab has an access token of its own, and each would otherwise cause a write per interval. Two generations of the
/// longest interval, so that nothing has to be searched for what has aged. Guarded by the lane's lock.
/// </remarks>
internal sealed class WrittenActivities
{
    private Dictionary<SessionId, DateTimeOffset> _young = [];
    private Dictionary<SessionId, DateTimeOffset> _old = [];
    private DateTimeOffset _since = DateTimeOffset.MinValue;

    /// <summary>The later of what a view knows to be written and what is known here.</summary>
    public DateTimeOffset Latest(SessionView view)
    {
        if (!view.IsLease)
        {
            return view.LastWrittenAt;
        }

        var known = Of(view.Id);
        return known > view.LastWrittenAt ? known : view.LastWrittenAt;
    }

    /// <summary>What is known of a session's leases, or the beginning of time.</summary>
    public DateTimeOffset Of(SessionId id) =>
        _young.TryGetValue(id, out var young) ? young : _old.GetValueOrDefault(id);

    /// <summary>Notes a write.</summary>
    public void Note(SessionId id, DateTimeOffset activityAt, DateTimeOffset now)
    {
        if (now - _since >= Deadlines.LongestRenewalInterval)
        {
            (_old, _young, _since) = (_young, [], now);
        }

        _young[id] = activityAt;
    }
}
