using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sojourn.Faults;

/// <summary>Stands on loopback in front of a server and does to its connections what a network may.</summary>
/// <remarks>
/// <see cref="_fault"/> is replaced by the test and read for each piece that passes; a piece under way may still be treated
/// by the fault before. Whoever needs to know that a fault has struck waits for <see cref="StruckAsync"/>.
/// </remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<FaultyConnection, Task> _connections = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _struck = NewSignal();
    private object _fault = Fault.None;
    private long _strikes;

    private FaultProxy(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to instead of the server.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a fault has done something to a piece or a connection.</summary>
    public long Strikes => Interlocked.Read(ref _strikes);

    /// <summary>The fault that rules now.</summary>
    public Fault Fault => (Fault)Volatile.Read(ref _fault);

    public static FaultProxy Start(int serverPort) => new(new IPEndPoint(IPAddress.Loopback, serverPort));

    public static FaultProxy Start(IPEndPoint server) => new(server);

    /// <summary>The connection string of a server, leading here instead.</summary>
    public string Redirect(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var others = connectionString.Split(';').Where(part => !part.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
            && !part.StartsWith("Port=", StringComparison.OrdinalIgnoreCase));
        return string.Join(';', others.Append("Host=127.0.0.1").Append(string.Create(CultureInfo.InvariantCulture, $"Port={Port}")));
    }

    /// <summary>Lets a fault rule from now on. What a half-open connection swallowed never comes: it is reset instead.</summary>
    public void Set(Fault fault)
    {
        _struck = NewSignal();
        Volatile.Write(ref _fault, fault);
        foreach (var connection in _connections.Keys)
        {
            if (fault.Kind == FaultKind.Cut || (connection.IsDeaf && fault.Kind != FaultKind.HalfOpen))
            {
                Strike();
                connection.Reset();
            }
        }
    }

    public void Heal() => Set(Fault.None);

    /// <summary>Completed once the present fault has struck.</summary>
    public Task StruckAsync() => _struck.Task;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }

        await _accepting;
        await Task.WhenAll(_connections.Values);
        _closing.Dispose();
    }

    internal CancellationToken Closing => _closing.Token;

    internal void Strike()
    {
        Interlocked.Increment(ref _strikes);
        _struck.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_closing.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var connection = new FaultyConnection(this, client);
            _connections[connection] = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(FaultyConnection connection)
    {
        // Not before the connection is listed: a cut must find it.
        await Task.Yield();
        await connection.RunAsync(_server);
        _connections.TryRemove(connection, out _);
    }
}
