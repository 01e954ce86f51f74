using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A page's connection to a hub: the JSON hub protocol over a WebSocket, as much of it as tests need.</summary>
internal sealed class HubLink : IDisposable
{
    private const byte RecordSeparator = 0x1E;

    private readonly WebSocket _socket;
    private readonly Queue<string> _received = new();
    private readonly List<byte> _partial = [];

    private HubLink(WebSocket socket)
    {
        _socket = socket;
    }

    public static async Task<HubLink> ConnectAsync(
        TestSite site, TestBrowser browser, string path, CancellationToken cancellationToken)
    {
        var (cookie, token) = (await browser.HeaderAsync("Cookie"), await browser.HeaderAsync("Authorization"));
        var client = site.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Origin = TestSite.Origin;
            request.Headers.Cookie = cookie;
            request.Headers.Authorization = token is null ? default(string) : $"Bearer {token}";
        };
        var address = new Uri(new Uri(TestSite.Origin.Replace("https", "wss", StringComparison.Ordinal)), path);
        var link = new HubLink(await client.ConnectAsync(address, cancellationToken));
        await link.SendAsync("{\"protocol\":\"json\",\"version\":1}", cancellationToken);
        Assert.Equal("{}", await link.ReceiveAsync(cancellationToken));
        return link;
    }

    /// <summary>Calls a method with one argument and waits for its answer.</summary>
    public async Task<JsonNode> CallAsync(string method, string argument, CancellationToken cancellationToken)
    {
        var call = new JsonObject
        {
            ["type"] = 1,
            ["invocationId"] = "1",
            ["target"] = method,
            ["arguments"] = new JsonArray(argument),
        };
        await SendAsync(call.ToJsonString(), cancellationToken);
        while (await ReceiveAsync(cancellationToken) is { } text)
        {
            var message = JsonNode.Parse(text)!;
            if ((int?)message["type"] == 3)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The hub closed the connection before it answered.");
    }

    /// <summary>Everything up to the close.</summary>
    public async Task<string> ReadToCloseAsync(CancellationToken cancellationToken)
    {
        var all = new StringBuilder();
        while (await ReceiveAsync(cancellationToken) is { } text)
        {
            all.AppendLine(text);
        }

        return all.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string message, CancellationToken cancellationToken) => _socket.SendAsync(
        (byte[])[.. Encoding.UTF8.GetBytes(message), RecordSeparator],
        WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (_received.Count == 0)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            foreach (var next in buffer.AsSpan(0, result.Count))
            {
                if (next != RecordSeparator)
                {
                    _partial.Add(next);
                    continue;
                }

                _received.Enqueue(Encoding.UTF8.GetString([.. _partial]));
                _partial.Clear();
            }
        }

        return _received.Dequeue();
    }
}
