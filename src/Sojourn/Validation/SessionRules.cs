using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

/// <summary>What time and cut-offs say of a live record.</summary>
internal sealed class SessionRules(
    SessionPolicy policy, StoreClock clock, CutOffs cutOffs, RenewalLane lane, NearCache cache)
{
    /// <summary>Whether a cut-off or a deadline has voided the record.</summary>
    public VoidedSession Voided(FoundSession found)
    {
        if (cutOffs.Find(found) is { } cutOff)
        {
            return new VoidedSession(cutOff.Reason, OnlyIfIdleSince: null);
        }

        var record = found.Session;
        var unwritten = lane.PendingActivityOf(record.Id) ?? DateTimeOffset.MinValue;
        var lastActivityAt = unwritten > record.LastActivityAt ? unwritten : record.LastActivityAt;
        var reason = Deadlines.Passed(clock.Now, lastActivityAt, record.IdleTimeout, record.AbsoluteAt);
        return new VoidedSession(reason, reason == EndReason.Idle ? lastActivityAt : null);
    }

    /// <summary>The row of the rotation table that a genuine token falls in.</summary>
    public RotationVerdict Judge(SessionRecord record, in PresentedGeneration presented) =>
        RotationTable.Judge(record, presented, clock.Now, policy.RotationGrace, AcknowledgedAt(record));

    /// <summary>When this node first saw a holder use the current generation, if it remembers.</summary>
    private DateTimeOffset? AcknowledgedAt(SessionRecord record) =>
        cache.Find(record.Id) is { } entry && entry.View.Generation == record.Token.Generation
            ? entry.FirstUsedAt
            : null;
}
