using System.Diagnostics.Metrics;

namespace Sojourn.Houses;

/// <summary>What one node measures, instrument by instrument.</summary>
internal sealed class RecordedLags : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(double Seconds, string Sight)> _all = [];

    public RecordedLags(Node node)
    {
        var scope = node.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (string.Equals(instrument.Name, "sojourn.revocation.lag", StringComparison.Ordinal))
            {
                _all.Add((value, (string)tags[0].Value!));
            }
        });
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Counted += value);
        _listener.Start();
    }

    public IReadOnlyList<(double Seconds, string Sight)> All => _all;

    /// <summary>What the node's counters have counted, all together.</summary>
    public long Counted { get; private set; }

    public void Dispose() => _listener.Dispose();
}
