using System.Collections.Concurrent;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Identity;

/// <summary>
/// The sessions whose own request is changing the person's credentials right now. Between the change in the database and
/// the session's re-issue its ticket has the older stamp, and a parallel request of the same page must not end it for that.
/// </summary>
internal sealed class OwnChanges(StoreClock clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _begunAt = new();

    public void Begin(SessionId id)
    {
        var now = clock.Now;
        foreach (var (old, begunAt) in _begunAt)
        {
            if (now - begunAt > Window)
            {
                _begunAt.TryRemove(old, out _);
            }
        }

        _begunAt[id] = now;
    }

    public bool IsRecent(SessionId id) => _begunAt.TryGetValue(id, out var begunAt) && clock.Now - begunAt <= Window;
}
