using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Connections;

/// <summary>Answers of a host's own endpoints that belong to the session of their request.</summary>
public static class SojournResults
{
    /// <summary>A stream of server-sent events that closes when its session ends, anywhere, and at its deadlines.</summary>
    /// <typeparam name="T">What is sent, as JSON; a string is sent as it is.</typeparam>
    /// <param name="items">The events. Its token is cancelled when the stream closes; nothing is sent after that.</param>
    /// <returns>The stream; without a session 401, and 429 when the session holds too many connections on this node.</returns>
    /// <remarks>
    /// It also closes after a rotation, and the browser opens it again with the current token. An event source does so by
    /// itself; after an end it gets 401 and stops.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/long-lived-connections.md">Long-lived connections</seealso>
    public static IResult ServerSentEvents<T>(IAsyncEnumerable<SseItem<T>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new SessionEventsResult<T>(items);
    }
}
