using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Connections;

/// <summary>A token that fires when what hangs on a session must stop. It fails closed: whatever stops the looking fires it.</summary>
/// <remarks><see cref="_isDisposed"/> is guarded by <see cref="_gate"/>, so that nothing fires on a source that is gone.</remarks>
internal sealed class SessionAbort : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SessionConnection _connection;
    private bool _isDisposed;

    private SessionAbort(SessionConnection connection)
    {
        _connection = connection;
        Token = _over.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Why the session ended, when that is why the token fired.</summary>
    public EndReason Reason => _connection.Reason;

    /// <summary>Starts to look after a connection, which is the caller's to dispose by this.</summary>
    public static SessionAbort Start(SessionConnection connection)
    {
        var abort = new SessionAbort(connection);
        _ = abort.RunAsync(abort._stop.Token);
        return abort;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _stop.Cancel();
        _stop.Dispose();
        _over.Dispose();
        _connection.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await _connection.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The request is over.
        }
        finally
        {
            Fire();
        }
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                // What hosts registered runs elsewhere: not under this lock.
                _ = _over.CancelAsync();
            }
        }
    }
}
