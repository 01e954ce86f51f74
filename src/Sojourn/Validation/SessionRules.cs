using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>What time and cut-offs say of a live record.</summary>
internal sealed class SessionRules(
    SessionPolicy policy, StoreClock clock, CutOffs cutOffs, RenewalLane lane, NearCache cache, KnownChanges known)
{
    /// <summary>Whether a cut-off or a deadline has voided the record, or an end that the store confirmed and then lost.</summary>
    /// <exception cref="SessionStoreException">
    /// None has, and the session is suspended: the store does not know whether it has ended, as if it could not be asked.
    /// </exception>
    public VoidedSession Voided(FoundSession found)
    {
        var record = found.Session;
        if (known.Find(record.Id) is { IsConfirmedEnd: true } end)
        {
            return new VoidedSession(end.Reason, OnlyIfIdleSince: null);
        }

        if ((cutOffs.Find(found) ?? LostCutOff(found)) is { } cutOff)
        {
            return new VoidedSession(cutOff.Reason, OnlyIfIdleSince: null);
        }

        var lastActivityAt = LastActivityOf(record);
        var reason = Deadlines.Passed(clock.Now, lastActivityAt, record.IdleTimeout, record.AbsoluteAt);
        return reason == EndReason.None && cutOffs.IsSuspended(record.AuthenticatedAt)
            ? throw new SessionStoreException(Errors.StoreWasSetBack(), cause: null)
            : new VoidedSession(reason, reason == EndReason.Idle ? lastActivityAt : null);
    }

    /// <summary>The subject's cut-off that this node knows and the record does not, if it voids the record.</summary>
    private CutOff? LostCutOff(FoundSession found) =>
        known.FindCutOff(found.Session) is { } cutOff && !(found.SubjectCutOff?.At >= cutOff.At) ? cutOff : null;

    /// <summary>Store time.</summary>
    public DateTimeOffset Now => clock.Now;

    /// <summary>The cut-off of a tenant or of everyone that voids a session, or null.</summary>
    public CutOff? CutOffOf(SessionView view) => cutOffs.Find(view);

    /// <summary>The last activity that is on record or on its way there from this node.</summary>
    public DateTimeOffset LastActivityOf(SessionRecord record)
    {
        var unwritten = lane.PendingActivityOf(record.Id) ?? DateTimeOffset.MinValue;
        return unwritten > record.LastActivityAt ? unwritten : record.LastActivityAt;
    }

    /// <summary>Until when a connection may stay open that was opened with one of the generations of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="generation">The generation that the connection was opened with.</param>
    /// <param name="shareOfLease">Which part of a lease it may wait before it comes back after a refresh.</param>
    /// <remarks>
    /// After a refresh its page has something newer and opens it again some time within the lease, not all at once. After
    /// any other rotation it may claim too little or have been copied, so it goes as soon as the token it came with does.
    /// </remarks>
    public DateTimeOffset ClosesAt(SessionRecord record, int generation, double shareOfLease) =>
        (record.Token.Generation - generation) switch
        {
            <= 0 => DateTimeOffset.MaxValue,
            1 when record.Token.Cause == RotationCause.Refresh => record.Token.RotatedAt + (policy.Lease * shareOfLease),
            _ => record.Token.RotatedAt + policy.RotationGrace,
        };

    /// <summary>Whether a record stands by a lease of one of its generations.</summary>
    /// <remarks>
    /// A lease is worth what it says until it lapses, so an older one after a refresh is an open page that has not
    /// refreshed yet, and no reuse is ever concluded from one: it is shown to other services, which may keep it. After a
    /// rise of privilege, a re-issue or a move it is worth something for the grace only, and two generations back it
    /// cannot be said any more what those rotations were for: the page refreshes.
    /// </remarks>
    public LeaseVerdict Judge(SessionRecord record, SessionLease lease)
    {
        var behind = record.Token.Generation - lease.Generation;
        return behind switch
        {
            < 0 => LeaseVerdict.StoreWentBack,
            0 => LeaseVerdict.Stands,
            1 when record.Token.Cause == RotationCause.Refresh => LeaseVerdict.Stands,
            1 when clock.Now - record.Token.RotatedAt <= policy.RotationGrace => LeaseVerdict.Stands,

            // Without a store nothing newer ever reaches a browser that lost its newer lease: it signs in again.
            _ when policy.IsStoreless && clock.Now - record.Token.RotatedAt > RotationTable.RaceWindow => LeaseVerdict.Lapsed,
            _ => LeaseVerdict.Superseded,
        };
    }

    /// <summary>Whether an older generation can be in a jar because an answer that carried it came late.</summary>
    /// <remarks>
    /// A sealed cookie is written anew without a rotation, so one that was sealed just before or beside the rotation may
    /// reach the browser after it and replace the newer one. Whoever then presents it is the person and no thief. If the
    /// newer generation has been active since, there are two jars, and this is none of that.
    /// </remarks>
    public bool IsLateAnswer(SessionRecord record, DateTimeOffset sealedAt)
    {
        return sealedAt >= record.Token.RotatedAt - RotationTable.HandOutWindow
            && LastActivityOf(record) <= record.Token.RotatedAt + RotationTable.HandOutWindow + policy.RotationGrace;
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
