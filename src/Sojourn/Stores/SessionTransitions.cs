using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>What each write makes of a record: the arithmetic of the contract, once.</summary>
/// <remarks>For stores that compute in the process; engines that compute in their own language mirror it. Pure and thread-safe.</remarks>
public static class SessionTransitions
{
    /// <summary>Applies a change whose version has been found to match.</summary>
    /// <param name="session">A live record.</param>
    /// <param name="change">The change.</param>
    /// <returns>The record afterwards, its version advanced by one.</returns>
    public static SessionRecord Change(SessionRecord session, SessionChange change)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(change);
        var token = change.Token ?? session.Token;
        return session with
        {
            Version = session.Version + 1,
            Token = token,
            HandedOutAt = token.Generation == session.Token.Generation ? session.HandedOutAt : token.RotatedAt,
            Details = change.Details ?? session.Details,
            Ticket = change.Ticket ?? session.Ticket,
            AbsoluteAt = change.AbsoluteAt is { } at && at < session.AbsoluteAt ? at : session.AbsoluteAt,
        };
    }

    /// <summary>Takes the maximum of each reported value and the record's.</summary>
    /// <param name="session">A live record.</param>
    /// <param name="renewal">What was learned of it.</param>
    /// <returns>The record afterwards, its version as before.</returns>
    public static SessionRecord Renew(SessionRecord session, in Renewal renewal)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session with
        {
            LastActivityAt = Later(session.LastActivityAt, renewal.ActivityAt),
            HandedOutAt = Later(session.HandedOutAt, renewal.HandedOutAt),
            Acknowledged = Math.Max(session.Acknowledged, renewal.Acknowledged),
        };
    }

    /// <summary>Ends a record.</summary>
    /// <param name="session">A live record.</param>
    /// <param name="ending">The ending; its idle condition has been judged and is not kept.</param>
    /// <returns>The tombstone, its version advanced by one.</returns>
    public static SessionRecord End(SessionRecord session, SessionEnding ending)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(ending);
        return session with { Version = session.Version + 1, Ending = ending with { OnlyIfIdleSince = null } };
    }

    /// <summary>How a new record ends the sessions that it displaces.</summary>
    /// <param name="session">The new record, whose id also names the operation.</param>
    /// <returns>An ending as <c>limit</c> at the record's creation.</returns>
    public static SessionEnding Displacement(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new SessionEnding(EndReason.Limit, session.CreatedAt, null, new OperationId(session.Id.Value));
    }

    /// <summary>Judges a live record by its deadlines. A deadline has passed at its own instant.</summary>
    /// <param name="session">A live record.</param>
    /// <param name="sweep">The instant to judge at, and the slack of idle deadlines.</param>
    /// <returns>The ending that is due, absolute before idle; null while no deadline has passed.</returns>
    public static SessionEnding? Expiry(SessionRecord session, SweepStep sweep)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(sweep);
        var reason = session.AbsoluteAt <= sweep.Now ? EndReason.Absolute
            : session.LastActivityAt + session.IdleTimeout + sweep.IdleSlack <= sweep.Now ? EndReason.Idle
            : EndReason.None;
        return reason == EndReason.None ? null : new SessionEnding(reason, sweep.Now, null, sweep.Operation);
    }

    private static DateTimeOffset Later(DateTimeOffset recorded, DateTimeOffset? reported) =>
        reported > recorded ? reported.Value : recorded;
}
