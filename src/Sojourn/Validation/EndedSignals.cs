using System.Collections.Concurrent;
using System.Threading.Channels;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>Wakes what hangs on a session on this node: event streams and other long-lived connections.</summary>
/// <remarks>Signals are channel writes, which run no foreign code: a listener can neither delay nor fail an ending.</remarks>
internal sealed class EndedSignals
{
    private readonly ConcurrentDictionary<SessionId, Channel<SessionSignal>[]> _listeners = new();

    /// <summary>Listens to one session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="most">How many listeners a session may have on this node.</param>
    /// <returns>Null when there are too many already.</returns>
    public Channel<SessionSignal>? Listen(SessionId id, int most)
    {
        var channel = Channel.CreateUnbounded<SessionSignal>();
        var all = _listeners.AddOrUpdate(
            id, [channel], (_, present) => present.Length < most ? [.. present, channel] : present);
        return all.Contains(channel) ? channel : null;
    }

    /// <summary>Stops listening.</summary>
    public void Leave(SessionId id, Channel<SessionSignal> channel)
    {
        while (_listeners.TryGetValue(id, out var present))
        {
            var rest = present.Where(other => other != channel).ToArray();
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
        if (_listeners.TryGetValue(id, out var channels))
        {
            foreach (var channel in channels)
            {
                channel.Writer.TryWrite(signal);
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
