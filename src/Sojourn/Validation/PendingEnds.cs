using System.Collections.Concurrent;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>Ends that the store has not confirmed: this node refuses the sessions at once and repeats until confirmed.</summary>
/// <remarks>Concurrent ends of one session share the first one's entry; whichever is confirmed, the record is final.</remarks>
internal sealed class PendingEnds
{
    private readonly ConcurrentDictionary<SessionId, PendingEnd> _endings = new();

    public bool IsEmpty => _endings.IsEmpty;

    public SessionEnding? Find(SessionId id) => _endings.TryGetValue(id, out var pending) ? pending.Ending : null;

    /// <summary>Refuses a session while its end is being written.</summary>
    public void Begin(SessionId id, SessionEnding ending) =>
        _endings.TryAdd(id, new PendingEnd(ending, IsUnderWay: true));

    /// <summary>The write that <see cref="Begin"/> announced is over; what it left to repeat stays.</summary>
    public void Finish(SessionId id, SessionEnding ending) =>
        _endings.TryRemove(KeyValuePair.Create(id, new PendingEnd(ending, IsUnderWay: true)));

    /// <summary>The store could not be told: <see cref="RepeatAsync"/> will.</summary>
    public void Add(SessionId id, SessionEnding ending) => _endings.AddOrUpdate(
        id,
        static (_, added) => new PendingEnd(added, IsUnderWay: false),
        static (_, present, _) => present with { IsUnderWay = false },
        ending);

    /// <summary>Repeats what is pending; stops at the first failure, to be called again.</summary>
    /// <returns>False when something is still pending.</returns>
    public async Task<bool> RepeatAsync(ISojournStore store, CancellationToken cancellationToken)
    {
        foreach (var (id, pending) in _endings)
        {
            if (pending.IsUnderWay)
            {
                continue;
            }

            try
            {
                await store.EndAsync(id, pending.Ending, cancellationToken);
            }
            catch (SessionStoreException)
            {
                return false;
            }

            _endings.TryRemove(id, out _);
        }

        return true;
    }

    private readonly record struct PendingEnd(SessionEnding Ending, bool IsUnderWay);
}
