using System.Threading.Channels;

namespace Sojourn.Validation;

/// <summary>Whoever is told what happens to a session on this node.</summary>
/// <param name="isConnection">Whether it is one of the few long-lived connections that a session may hold.</param>
internal sealed class SessionListener(bool isConnection)
{
    private readonly Channel<SessionSignal> _signals = Channel.CreateUnbounded<SessionSignal>();

    public bool IsConnection => isConnection;

    public ChannelReader<SessionSignal> Reader => _signals.Reader;

    public void Tell(SessionSignal signal) => _signals.Writer.TryWrite(signal);
}
