using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Sojourn.Canaries;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Diagnostics;

/// <summary>The meter <c>Sojourn</c>. Every instrument has a row in docs/reference/metrics.md; a test compares the two.</summary>
internal sealed class SessionMetrics
{
    public const string MeterName = "Sojourn";

    private static readonly string[] ResultNames =
        ["active", "unknown", "malformed", "superseded", "ended", "unavailable"];

    private static readonly string[] SightNames = ["self", "feed", "read"];

    // Around the promise of 100 ms, and up to the staleness bound: the usual boundaries are made for requests.
    private static readonly double[] LagBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private static readonly string[] CauseNames = ["refresh", "demand", "elevation", "reissue", "move"];

    // Owned and disposed by the factory.
    private readonly Meter _meter;
    private readonly Counter<long> _starts;
    private readonly Counter<long> _ends;
    private readonly Counter<long> _validations;
    private readonly Counter<long> _outageAdmissions;
    private readonly Counter<long> _renewals;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _reuseDetections;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _sweepDuration;
    private readonly Counter<long> _sweepRemovals;
    private readonly Histogram<double> _revocationLag;

    public SessionMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(MeterName);
        _starts = _meter.CreateCounter<long>("sojourn.session.starts", "{session}", "Sessions started.");
        _ends = _meter.CreateCounter<long>("sojourn.session.ends", "{session}", "Sessions ended, by reason.");
        _validations = _meter.CreateCounter<long>(
            "sojourn.session.validations", "{validation}", "Credentials judged, by result.");
        _outageAdmissions = _meter.CreateCounter<long>(
            "sojourn.session.outage_admissions", "{request}", "Requests let through while the store could not be asked.");
        _renewals = _meter.CreateCounter<long>(
            "sojourn.session.renewals", "{renewal}", "Renewals written, by result.");
        _rotations = _meter.CreateCounter<long>("sojourn.token.rotations", "{rotation}", "Tokens replaced, by trigger.");
        _reuseDetections = _meter.CreateCounter<long>(
            "sojourn.token.reuse_detections", "{detection}", "Superseded tokens presented outside every grace.");
        _duration = _meter.CreateHistogram<double>(
            "sojourn.session.duration", "s", "From start to end of sessions that this node ended.");
        _sweepDuration = _meter.CreateHistogram<double>("sojourn.sweep.duration", "s", "Duration of one sweep.");
        _sweepRemovals = _meter.CreateCounter<long>("sojourn.sweep.removals", "{session}", "Tombstones removed.");
        _revocationLag = _meter.CreateHistogram<double>(
            "sojourn.revocation.lag", "s", "From the end of a canary on one node to its refusal on this one.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBoundaries });
        StoreOperationDuration = _meter.CreateHistogram<double>(
            "sojourn.store.operation.duration", "s", "Duration of store operations.");
    }

    /// <summary>Recorded by <see cref="ObservedStore"/>.</summary>
    public Histogram<double> StoreOperationDuration { get; }

    public void Started() => _starts.Add(1);

    public void Ended(EndReason reason, TimeSpan? lasted)
    {
        var tag = KeyValuePair.Create<string, object?>("sojourn.session.end_reason", EndReasonNames.Of(reason));
        _ends.Add(1, tag);
        if (lasted is { } duration)
        {
            _duration.Record(duration.TotalSeconds, tag);
        }
    }

    public void Validated(ValidationStatus status)
    {
        if (_validations.Enabled)
        {
            RecordValidation(status);
        }
    }

    public void BelievedInOutage() => _outageAdmissions.Add(1);

    public void Renewed(int live, int gone)
    {
        AddRenewals(live, "renewed");
        AddRenewals(gone, "gone");
    }

    public void RenewalFailed(int count) => AddRenewals(count, "failed");

    public void Rotated(RotationCause cause) =>
        _rotations.Add(1, KeyValuePair.Create<string, object?>("sojourn.token.rotation_trigger", CauseNames[(int)cause]));

    public void ReuseDetected() => _reuseDetections.Add(1);

    public void Swept(TimeSpan took, int removed, string? errorType)
    {
        _sweepRemovals.Add(removed);
        if (errorType is null)
        {
            _sweepDuration.Record(took.TotalSeconds);
        }
        else
        {
            _sweepDuration.Record(took.TotalSeconds, KeyValuePair.Create<string, object?>("error.type", errorType));
        }
    }

    public void RevocationSeen(TimeSpan lag, RevocationSight sight) => _revocationLag.Record(
        lag.TotalSeconds,
        KeyValuePair.Create<string, object?>("sojourn.revocation.sight", SightNames[(int)sight]));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordValidation(ValidationStatus status) =>
        _validations.Add(
            1, KeyValuePair.Create<string, object?>("sojourn.session.validation_result", ResultNames[(int)status]));

    private void AddRenewals(int count, string result)
    {
        if (count > 0)
        {
            _renewals.Add(count, KeyValuePair.Create<string, object?>("sojourn.session.renewal_result", result));
        }
    }
}
