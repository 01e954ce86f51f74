using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sojourn.Houses;

/// <summary>Keeps the ids of what was logged.</summary>
internal sealed class RecordedLogs : ILoggerProvider, ILogger
{
    public ConcurrentQueue<EventId> Events { get; } = new();

    public bool Has(int id) => Events.Any(entry => entry.Id == id);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Events.Enqueue(eventId);

    public void Dispose()
    {
    }
}
