using System.Collections.Concurrent;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.Changes;

/// <summary>Ends that the store has confirmed to this node and that the feed has not told yet.</summary>
/// <remarks>
/// Every end comes back by the feed. One that does not was lost with the last moments before a fail-over, when nobody else
/// had heard of it: no position tells that, and this node alone can write it again.
/// </remarks>
internal sealed class Echoes(StoreClock clock, bool hasFeed)
{
    /// <summary>How long an echo may take before the store is asked whether it still knows.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SessionId, Expected> _expected = new();

    /// <summary>Notes an end that the store has just confirmed.</summary>
    public void Expect(SessionId id, EndReason reason)
    {
        if (hasFeed)
        {
            _expected[id] = new Expected(reason, clock.Now);
        }
    }

    /// <summary>The feed has told of it, or the store was asked.</summary>
    public void Heard(SessionId id) => _expected.TryRemove(id, out _);

    /// <summary>Those that have been expected for longer than <see cref="Patience"/>.</summary>
    public IEnumerable<KeyValuePair<SessionId, EndReason>> Overdue()
    {
        var before = clock.Now - Patience;
        return _expected.Where(entry => entry.Value.Since <= before)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Reason));
    }

    private readonly record struct Expected(EndReason Reason, DateTimeOffset Since);
}
