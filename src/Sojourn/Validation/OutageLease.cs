using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

// While the store cannot be asked, a credential goes on being believed while all of this holds:
//
//   1  the host has switched it on, and the endpoint is marked for it; nothing asks for certainty
//   2  this node has validated exactly this credential, or it is a genuine lease that has not lapsed as a text of its own
//   3  the store confirmed it less than the outage lease ago
//   4  no end, no newer version and no cut-off is known here, and what was known since the confirmation is not forgotten
//   5  its deadlines have not passed
//   6  the decision can be written down, to be reported when the store is back

/// <summary>Decides who goes on during an outage of the store, and reports each decision when it is over.</summary>
/// <remarks>
/// <see cref="_decisions"/> is bounded, and full means that nobody else goes on: a decision that nobody could ever look at
/// is none. The count may lag behind the queue by the requests that are being admitted at the moment.
/// </remarks>
internal sealed partial class OutageLease(
    NodeMemory memory, CutOffs cutOffs, StoreClock clock, SessionPolicy policy, SessionMetrics metrics,
    ILogger<OutageLease> logger)
{
    public const int MostDecisions = 100_000;

    private readonly ConcurrentQueue<OutageDecision> _decisions = new();

    /// <summary>Whether decisions wait to be reported.</summary>
    public bool HasDecisions => !_decisions.IsEmpty;

    /// <summary>Judges a credential that the store could not be asked about.</summary>
    /// <param name="credential">What was presented.</param>
    /// <param name="unavailable">What the validation said; it names a lease when one was presented and is genuine.</param>
    /// <param name="endpoint">What is asked for.</param>
    /// <returns>Active, or what the validation said.</returns>
    public ValidationResult Judge(in PresentedCredential credential, in ValidationResult unavailable, string endpoint)
    {
        if (policy.OutageLease <= TimeSpan.Zero // 1
            || Confirmed(credential, unavailable) is not { } confirmed // 2
            || !Holds(confirmed)
            || _decisions.Count >= MostDecisions) // 6
        {
            return unavailable;
        }

        _decisions.Enqueue(new OutageDecision(confirmed.View.Id, clock.Now, endpoint));
        metrics.BelievedInOutage();
        return unavailable with { Status = ValidationStatus.Active, Session = confirmed.View, IsOutage = true };
    }

    /// <summary>
    /// Tells of every decision and of what the store says of its session by now. Stops when the store cannot be asked; what
    /// is left is told at the next call.
    /// </summary>
    public async Task ReportAsync(ISojournStore store, CancellationToken cancellationToken)
    {
        var endings = new Dictionary<SessionId, SessionEnding?>();
        while (_decisions.TryPeek(out var decision))
        {
            if (!endings.TryGetValue(decision.Session, out var ending))
            {
                var found = await store.FindAsync(decision.Session, cancellationToken);
                ending = found is null ? new SessionEnding(EndReason.Revoked, decision.At, null, default) : found.Session.Ending;
                endings[decision.Session] = ending;
            }

            Report(decision, ending);
            _decisions.TryDequeue(out _);
        }
    }

    private void Report(OutageDecision decision, SessionEnding? ending)
    {
        Log.BelievedInOutage(logger, decision.Session, decision.Endpoint, decision.At);
        if (ending is not null && ending.At <= decision.At)
        {
            Log.OutageOutvotedEnd(logger, decision.Session, decision.Endpoint, decision.At, ending.At, ending.Reason);
        }
    }

    private Confirmation? Confirmed(in PresentedCredential credential, in ValidationResult unavailable)
    {
        if (credential.Opener is null)
        {
            return memory.Cache.Find(credential.Reference.Id) is { } entry
                && credential.Purpose == credential.Reference.Purpose
                && entry.Holds(credential.Reference)
                    ? new Confirmation(entry.View, entry.View.Version, entry.ConfirmedAt, DateTimeOffset.MaxValue)
                    : null;
        }

        if (memory.Leases.Find(credential.LeaseText.Span) is { } known)
        {
            var at = Math.Max(known.ConfirmedAt, known.Lease.IssuedAt.UtcTicks);
            return new Confirmation(known.View, known.ConfirmedVersion, at, LapsesAt(known.Lease));
        }

        return unavailable.Lease is { } lease
            ? new Confirmation(new SessionView(lease), lease.Version, lease.IssuedAt.UtcTicks, LapsesAt(lease))
            : null;
    }

    /// <summary>
    /// A lease with a token inside is looked up by that, and its own end only says when to ask; one without states to
    /// everybody until when it may be accepted (RFC 7519 section 4.1.4), and no outage makes that later.
    /// </summary>
    private static DateTimeOffset LapsesAt(SessionLease lease) =>
        lease.Reference is null ? lease.BelievedUntil : DateTimeOffset.MaxValue;

    private bool Holds(Confirmation confirmed)
    {
        var now = clock.Now;
        var age = now.UtcTicks - confirmed.At;
        var view = confirmed.View;
        return age >= 0 && age < policy.OutageLease.Ticks // 3
            && !IsContradicted(view, confirmed.Version) // 4
            && confirmed.At >= memory.Known.CompleteSince.UtcTicks
            && now < view.DeadlineAt // 5
            && now < confirmed.LapsesAt;
    }

    private bool IsContradicted(SessionView view, long version) =>
        memory.PendingEnds.Find(view.Id) is not null
        || (memory.Known.Find(view.Id) is { } change && (change.Reason != EndReason.None || change.Version > version))
        || memory.Known.FindCutOff(view) is not null
        || cutOffs.Find(view) is not null
        || cutOffs.IsSuspended(view.AuthenticatedAt);

    private sealed record Confirmation(SessionView View, long Version, long At, DateTimeOffset LapsesAt);

    private static partial class Log
    {
        [LoggerMessage(1102, LogLevel.Information, "Session {SessionId} was believed without the store on '{EndpointName}' at {DecidedAt}")]
        public static partial void BelievedInOutage(
            ILogger logger, SessionId sessionId, string endpointName, DateTimeOffset decidedAt);

        [LoggerMessage(1103, LogLevel.Warning, "Session {SessionId} was believed without the store on '{EndpointName}' at {DecidedAt}, and had ended at {EndedAt}: {EndReason}")]
        public static partial void OutageOutvotedEnd(
            ILogger logger, SessionId sessionId, string endpointName, DateTimeOffset decidedAt, DateTimeOffset endedAt, EndReason endReason);
    }
}
