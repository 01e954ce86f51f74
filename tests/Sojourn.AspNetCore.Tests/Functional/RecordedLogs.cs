using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sojourn.AspNetCore.Functional;

/// <summary>What one site logs, at every level and of every category; the whole run's lines are kept together besides.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private static readonly ConcurrentDictionary<string, byte> Run = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<(string Category, LogLevel Level, int EventId)> _events = new();

    /// <summary>Every different line that any site of this run has logged.</summary>
    public static ICollection<string> LinesOfRun => Run.Keys;

    /// <summary>How often Sojourn logged an event; other libraries use the same numbers.</summary>
    public int CountOf(int eventId) => _events.Count(
        entry => entry.EventId == eventId && entry.Category.StartsWith("Sojourn.", StringComparison.Ordinal));

    /// <summary>How many events of Sojourn are at least this severe.</summary>
    public int CountFrom(LogLevel level) => _events.Count(
        entry => entry.Level >= level && entry.Category.StartsWith("Sojourn.", StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
        // What was recorded outlives the site.
    }

    private sealed class Recorder(RecordedLogs owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Run.TryAdd($"{state}", 0);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            owner._events.Enqueue((category, logLevel, eventId.Id));
            Run.TryAdd(formatter(state, exception), 0);
            if (state is IEnumerable<KeyValuePair<string, object?>> fields)
            {
                foreach (var (name, value) in fields)
                {
                    Run.TryAdd($"{name}={value}", 0);
                }
            }

            if (exception is not null)
            {
                Run.TryAdd(exception.ToString(), 0);
            }
        }
    }
}
