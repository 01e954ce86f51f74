using System.Diagnostics.Metrics;

namespace Sojourn.LoadServer;

/// <summary>What this process asked of its store, by the product's own instruments: for stores that no server counts for.</summary>
internal sealed class StoreCounts : IDisposable
{
    private readonly MeterListener _listener = new();

    // Added to by any thread; read when nothing is under way.
    private long _reads;
    private long _writes;
    private long _rows;

    public StoreCounts(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)
                && instrument.Name is "sojourn.store.operation.duration" or "sojourn.session.renewals")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Operated(tags));
        _listener.SetMeasurementEventCallback<long>((_, renewed, _, _) => Interlocked.Add(ref _rows, renewed));
        _listener.Start();
    }

    public long Reads => Interlocked.Read(ref _reads);

    public long Writes => Interlocked.Read(ref _writes);

    public long RowsWritten => Interlocked.Read(ref _rows);

    public void Dispose() => _listener.Dispose();

    private void Operated(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name is not "sojourn.store.operation")
            {
                continue;
            }

            if (value is "find" or "list")
            {
                Interlocked.Increment(ref _reads);
                return;
            }

            Interlocked.Increment(ref _writes);
            // A batch of renewals tells its rows by the other instrument; a sweep that finds nothing writes none.
            Interlocked.Add(ref _rows, value is "renew" or "sweep" ? 0 : 1);
        }
    }
}
