using System.Collections.Concurrent;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>Wakes what hangs on a session on this node: event streams and other long-lived connections.</summary>
/// <remarks>Signals are channel writes, which run no foreign code: a listener can neither delay nor fail an ending.</remarks>
internal sealed class EndedSignals
{
    private readonly ConcurrentDictionary<SessionId, SessionListener[]> _listeners = new();

    /// <summary>Listens to one session for as long as a request of it lasts.</summary>
    public SessionListener Listen(SessionId id)
    {
        var listener = new SessionListener(isConnection: false);
        _listeners.AddOrUpdate(id, [listener], (_, present) => [.. present, listener]);
        return listener;
    }

    /// <summary>Listens to one session for a long-lived connection.</summary>
    /// <param name="id">The session.</param>
    /// <param name="most">How many connections a session may hold on this node.</param>
    /// <returns>Null when there are too many already.</returns>
    public SessionListener? Connect(SessionId id, int most)
    {
        var listener = new SessionListener(isConnection: true);
        var all = _listeners.AddOrUpdate(
            id,
            [listener],
            (_, present) => present.Count(other => other.IsConnection) < most ? [.. present, listener] : present);
        return all.Contains(listener) ? listener : null;
    }

    /// <summary>Stops listening.</summary>
    public void Leave(SessionId id, SessionListener listener)
    {
        while (_listeners.TryGetValue(id, out var present))
        {
            var rest = present.Where(other => other != listener).ToArray();
            var left = rest.Length == 0
                ? _listeners.TryRemove(KeyValuePair.Create(id, present))
                : _listeners.TryUpdate(id, rest, present);
            if (left)
            {
                return;
            }
        }
    }

    /// <summary>Tells every listener of a session.</summary>
    public void Signal(SessionId id, SessionSignal signal)
    {
        if (_listeners.TryGetValue(id, out var listeners))
        {
            foreach (var listener in listeners)
            {
                listener.Tell(signal);
            }
        }
    }

    /// <summary>Tells every listener: look again whether your session still stands.</summary>
    public void SignalAll()
    {
        foreach (var id in _listeners.Keys)
        {
            Signal(id, SessionSignal.Changed);
        }
    }
}
