using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Connections;

/// <summary>One connection that belongs to a session: it looks when something is told, before deadlines, and now and then.</summary>
/// <remarks>Used by one loop. Disposing it stops the listening.</remarks>
internal sealed class SessionConnection(SessionConnections services, SessionView opened, SessionListener listener) : IDisposable
{
    // A deadline of another node's clock is not waited for in smaller steps.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly OpenConnection _connection = new(opened);
    private bool _isCertain = true;

    /// <summary>The session as the generation sees it that the connection was opened with.</summary>
    public SessionView View => _connection.View;

    /// <summary>Why the session ended, when a look has shown that it did.</summary>
    public EndReason Reason => _connection.Reason;

    /// <summary>Looks and waits until the connection has to close, or the caller stops it.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public async Task<ConnectionStatus> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await LookAsync(cancellationToken);
            if (status != ConnectionStatus.Open)
            {
                return status;
            }

            await WaitAsync(until: View.DeadlineAt, cancellationToken);
        }
    }

    /// <summary>Whether it may stay open.</summary>
    public async ValueTask<ConnectionStatus> LookAsync(CancellationToken cancellationToken)
    {
        var status = await services.Judge.LookAsync(_connection, _isCertain, cancellationToken);
        _isCertain = false;
        return status;
    }

    /// <summary>Demands that the next look believes nothing that was read before.</summary>
    public void LookCertainly() => _isCertain = true;

    /// <summary>Waits for something to be told, for an instant, or for the next look.</summary>
    /// <returns>Whether something was told.</returns>
    public async Task<bool> WaitAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var next = until < _connection.ClosesAt ? until : _connection.ClosesAt;
        var wait = next - services.Clock.Now;
        var atLeast = wait < ShortestWait ? ShortestWait : wait;
        using var timeout = new CancellationTokenSource(
            atLeast < services.LookInterval ? atLeast : services.LookInterval, services.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await listener.Reader.WaitToReadAsync(either.Token);
            while (listener.Reader.TryRead(out _))
            {
                // Several signals are one reason to look.
            }

            _isCertain = true;
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => services.Signals.Leave(_connection.View.Id, listener);
}
