using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Sojourn.Benchmarks.Lag;

/// <summary>What a node says of itself: <c>sojourn.revocation.lag</c>, without the canaries that it ended by its own hand.</summary>
internal sealed class CanaryLags : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<double> _seconds = new();

    public CanaryLags(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name is "sojourn.revocation.lag")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            if (!tags.Contains(KeyValuePair.Create<string, object?>("sojourn.revocation.sight", "self")))
            {
                _seconds.Enqueue(seconds);
            }
        });
        _listener.Start();
    }

    /// <summary>Takes what was measured since the last time.</summary>
    public IReadOnlyList<double> TakeMilliseconds()
    {
        var taken = new List<double>();
        while (_seconds.TryDequeue(out var seconds))
        {
            taken.Add(seconds * 1000);
        }

        return taken;
    }

    public void Dispose() => _listener.Dispose();
}
