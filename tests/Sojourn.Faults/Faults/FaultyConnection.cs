using System.Net;
using System.Net.Sockets;

namespace Sojourn.Faults;

/// <summary>One connection through the proxy: two directions, each read and passed on piece by piece.</summary>
internal sealed class FaultyConnection(FaultProxy proxy, Socket client)
{
    private const int PieceLength = 16 * 1024;
    private const int SlicesPerSecond = 20;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile bool _isDeaf;

    /// <summary>Whether something was swallowed, so that nothing behind it would make sense.</summary>
    public bool IsDeaf => _isDeaf;

    public async Task RunAsync(IPEndPoint server)
    {
        try
        {
            if (proxy.Fault.Kind == FaultKind.Cut)
            {
                proxy.Strike();
                return;
            }

            client.NoDelay = true;
            _server.NoDelay = true;
            await _server.ConnectAsync(server, proxy.Closing);
            // Together: when one direction is over, the other has nobody to speak to.
            await await Task.WhenAny(PassAsync(client, _server, isAnswer: false), PassAsync(_server, client, isAnswer: true));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side is gone; the other is told by the reset.
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Breaks both sides off without a farewell.</summary>
    public void Reset()
    {
        client.Close(0);
        _server.Close(0);
    }

    private async Task PassAsync(Socket from, Socket to, bool isAnswer)
    {
        var piece = new byte[PieceLength];
        try
        {
            while (await from.ReceiveAsync(piece, proxy.Closing) is var length and > 0)
            {
                if (!await PassAsync(piece.AsMemory(0, length), to, isAnswer))
                {
                    return;
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // As above: one of the two directions notices first.
        }
    }

    /// <summary>ReadyForQuery outside of a transaction. Source: PostgreSQL 15, section 55.7.</summary>
    private static ReadOnlySpan<byte> Finished => "Z\0\0\0\u0005I"u8;

    /// <returns>False when the connection is over.</returns>
    private async Task<bool> PassAsync(Memory<byte> piece, Socket to, bool isAnswer)
    {
        var fault = proxy.Fault;
        if (fault.Kind is FaultKind.Cut)
        {
            proxy.Strike();
            return false;
        }

        if (fault.Kind is FaultKind.CutAnswers && isAnswer)
        {
            // A server that is cut off in the middle of a transaction gives it up: swallowed until it has finished.
            proxy.Strike();
            return !piece.Span.EndsWith(Finished);
        }

        if (_isDeaf || fault.Kind is FaultKind.HalfOpen)
        {
            _isDeaf = true;
            proxy.Strike();
            return true;
        }

        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.Latency, TimeProvider.System, proxy.Closing);
                proxy.Strike();
                break;
            case FaultKind.Throttle:
                await ThrottleAsync(piece, to, fault.BytesPerSecond);
                proxy.Strike();
                return true;
            case FaultKind.Corrupt when isAnswer:
                // The first byte, where a protocol says what follows. Inside of a value nobody notices without TLS.
                piece.Span[0] ^= 0x80;
                proxy.Strike();
                break;
        }

        await SendAsync(piece, to);
        return true;
    }

    private async Task ThrottleAsync(ReadOnlyMemory<byte> piece, Socket to, int bytesPerSecond)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SlicesPerSecond));
        var slice = Math.Max(1, bytesPerSecond / SlicesPerSecond);
        for (; piece.Length > 0; piece = piece[Math.Min(slice, piece.Length)..])
        {
            await ticks.WaitForNextTickAsync(proxy.Closing);
            await SendAsync(piece[..Math.Min(slice, piece.Length)], to);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> piece, Socket to)
    {
        while (piece.Length > 0)
        {
            piece = piece[await to.SendAsync(piece, proxy.Closing)..];
        }
    }
}
