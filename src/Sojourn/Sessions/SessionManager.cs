using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>The commands: only these start, change and end sessions.</summary>
/// <remarks>
/// A singleton, safe for concurrent use. Outcomes that a correct program meets daily are values; a store that cannot be
/// reached is a <see cref="SessionStoreException"/>.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/sessions.md">Sessions</seealso>
public sealed class SessionManager
{
    private const int EndStep = 500;
    private const int MaximumDeviceNameLength = 64;

    private readonly ISojournStore _store;
    private readonly SessionStarter _starter;
    private readonly SessionRotator _rotator;
    private readonly SessionEnder _ender;
    private readonly CutOffSetter _cutOffs;
    private readonly SessionMetrics _metrics;

    internal SessionManager(
        ISojournStore store, SessionStarter starter, SessionRotator rotator, SessionEnder ender,
        CutOffSetter cutOffs, SessionMetrics metrics)
    {
        _store = store;
        _starter = starter;
        _rotator = rotator;
        _ender = ender;
        _cutOffs = cutOffs;
        _metrics = metrics;
    }

    /// <summary>Ends one session for good, on this node at once and in the store.</summary>
    /// <param name="id">The session.</param>
    /// <param name="reason">Why; not <see cref="EndReason.None"/>.</param>
    /// <param name="actor">Who decided, when that was not the subject in this browser; at most 256 characters.</param>
    /// <param name="cancellationToken">Stops waiting, not the end: it is repeated until the store has confirmed it.</param>
    /// <returns>Whether this call ended it, and the ending on record; a null ending = there is no such session.</returns>
    /// <exception cref="ArgumentException">The reason is none.</exception>
    /// <exception cref="SessionStoreException">
    /// The store could not be told. This node refuses the session all the same and repeats the end until it is confirmed.
    /// </exception>
    /// <remarks>Source: ASVS 5.0 7.4.1, 7.4.5.</remarks>
    public ValueTask<EndResult> EndAsync(
        SessionId id, EndReason reason, string? actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)EndReason.None, nameof(reason));
        return _ender.EndAsync(id, reason, actor, onlyIfIdleSince: null, cancellationToken);
    }

    /// <summary>Ends every session of a subject but one, and voids every sign-in of theirs that is under way.</summary>
    /// <param name="selection">Whose, and the one session to spare.</param>
    /// <param name="reason">Why; not <see cref="EndReason.None"/>.</param>
    /// <param name="actor">Who decided, when that was not the subject; at most 256 characters.</param>
    /// <param name="cancellationToken">Stops waiting; sessions that were not reached are void by the cut-off.</param>
    /// <returns>How many live sessions ended, and the instant of the cut-off.</returns>
    /// <exception cref="ArgumentException">The subject is <c>default</c>, or the reason none.</exception>
    /// <exception cref="SessionStoreException">
    /// The engine failed. If the cut-off was written, every sign-in before it is void whether or not its row has ended.
    /// </exception>
    /// <remarks>The cut-off comes first: a sign-in that started before it cannot slip in behind. Source: ASVS 5.0 7.4.2, 7.4.3.</remarks>
    public async ValueTask<EndAllResult> EndAllAsync(
        SubjectSessions selection, EndReason reason, string? actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)EndReason.None, nameof(reason));
        if (selection.Subject.IsDefault)
        {
            throw new ArgumentException(Errors.InvalidSubject(), nameof(selection));
        }

        var cutOff = await _cutOffs.SetAsync(selection, reason, cancellationToken);
        var ending = new SessionEnding(reason, cutOff.At, actor, OperationId.Create());
        var count = 0;
        EndedSessions step;
        do
        {
            step = await _store.EndManyAsync(selection, ending, EndStep, cancellationToken);
            foreach (var id in step.Ids)
            {
                _ender.EndedByStore(id, reason);
            }

            count += step.Ids.Count;
        }
        while (step.More);
        return new EndAllResult(count, cutOff.At);
    }

    /// <summary>Voids every sign-in in a tenant up to now, on every node and in every carrier, by one write.</summary>
    /// <param name="tenant">The tenant; not <c>default</c>.</param>
    /// <param name="reason">Why; not <see cref="EndReason.None"/>.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>The instant of the cut-off: a sign-in that started before it is void, one under way included.</returns>
    /// <exception cref="ArgumentException">The tenant is <c>default</c>, or the reason none.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    /// <remarks>No row is touched: each ends with its next use or its deadline. Source: ASVS 5.0 7.4.2.</remarks>
    public async ValueTask<DateTimeOffset> CutOffTenantAsync(
        TenantId tenant, EndReason reason, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)EndReason.None, nameof(reason));
        return tenant.IsDefault
            ? throw new ArgumentException(Errors.InvalidTenant(), nameof(tenant))
            : (await _cutOffs.SetForTenantAsync(tenant, reason, cancellationToken)).At;
    }

    /// <summary>Voids every sign-in of everyone up to now: after a restored backup, or a leak whose extent nobody knows.</summary>
    /// <param name="reason">Why; not <see cref="EndReason.None"/>.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>The instant of the cut-off.</returns>
    /// <exception cref="ArgumentException">The reason is none.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    /// <remarks>The caller's own session is void as well. No row is touched: each ends with its next use or its deadline.</remarks>
    public async ValueTask<DateTimeOffset> CutOffEveryoneAsync(EndReason reason, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)EndReason.None, nameof(reason));
        return (await _cutOffs.SetForEveryoneAsync(reason, cancellationToken)).At;
    }

    /// <summary>Lists a subject's sessions, newest first.</summary>
    /// <param name="selection">Whose, which to leave out, and whether ended ones are shown.</param>
    /// <param name="after">The cursor of the page before, or null.</param>
    /// <param name="most">1 to 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A page; without ended ones also without those that a deadline or a cut-off has voided, so it may be shorter than asked.</returns>
    /// <exception cref="ArgumentException">The subject is <c>default</c>.</exception>
    /// <exception cref="FormatException">The cursor is foreign.</exception>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    public async ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var page = await _store.ListAsync(selection, after, most, cancellationToken);
        if (selection.IncludeEnded)
        {
            return page;
        }

        var now = await _store.GetTimeAsync(cancellationToken);
        return page with { Sessions = [.. page.Sessions.Where(session => IsWithinDeadlines(session, now) && !_cutOffs.IsVoid(session))] };
    }

    /// <summary>Gives a session the name that the person chose for the device.</summary>
    /// <param name="subject">The person; a session of anybody else is not found.</param>
    /// <param name="id">The session.</param>
    /// <param name="name">At most 64 characters without control characters; null or empty removes the name.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>False when the subject has no such live session.</returns>
    /// <exception cref="ArgumentException">The name is too long or has control characters.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    public async ValueTask<bool> RenameAsync(
        SubjectSessions subject, SessionId id, string? name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (!IsDeviceName(name))
        {
            throw new ArgumentException(Errors.InvalidDeviceName(), nameof(name));
        }

        var record = await FindOwnAsync(subject, id, cancellationToken);
        while (record is { Ending: null })
        {
            var details = SessionDetailsCodec.Read(record.Details.Span) with
            {
                DeviceName = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
            };
            var change = new SessionChange
            {
                ExpectedVersion = record.Version,
                Details = SessionDetailsCodec.Write(details),
            };
            var result = await _store.ChangeAsync(id, change, cancellationToken);
            if (result.Status == ChangeStatus.Applied)
            {
                _ender.ChangedByStore(id, record.Version + 1);
                return true;
            }

            record = result.Current;
        }

        return false;
    }

    /// <summary>Whether a text can be a device's name; null and empty remove it.</summary>
    internal static bool IsDeviceName(string? name) =>
        name is null || (name.Length <= MaximumDeviceNameLength && !name.Any(char.IsControl));

    internal ValueTask<StartResult> StartAsync(SignIn signIn, CancellationToken cancellationToken) =>
        _starter.StartAsync(signIn, _metrics, cancellationToken);

    internal ValueTask<IssueResult> RotateAsync(
        SessionToken presented, UInt128 attempt, CancellationToken cancellationToken) =>
        _rotator.RotateAsync(presented, attempt, cancellationToken);

    /// <summary>Moves a live session to another carrier: same id, same deadlines, same history, a fresh secret.</summary>
    /// <remarks>
    /// What the holder had before is refused from now on by its carrier, which the record no longer names: that is not
    /// reuse, and ends nothing.
    /// </remarks>
    internal ValueTask<IssueResult> MoveAsync(
        PresentedHolder presented, Carrier carrier, bool hasRefreshInBody, CancellationToken cancellationToken)
    {
        var move = new TokenReplacement(RotationCause.Move, Ticket: null, Proof: null, IsPersistent: null)
        {
            Carrier = carrier,
            HasRefreshInBody = hasRefreshInBody,
        };
        return _rotator.ReplaceAsync(presented, move, cancellationToken);
    }

    internal ValueTask<IssueResult> ReplaceAsync(
        PresentedHolder presented, TokenReplacement replacement, CancellationToken cancellationToken) =>
        _rotator.ReplaceAsync(presented, replacement, cancellationToken);

    /// <summary>Keeps with the session that its page reports activity itself: one write in the session's life, best effort.</summary>
    internal async ValueTask NoteReportsActivityAsync(SessionView view)
    {
        view.ReportsActivity = true;
        try
        {
            // Read first: what a lease says of the session is less than the record holds, and must not replace it.
            if (await _store.FindAsync(view.Id, CancellationToken.None) is not { Session: { Ending: null } record })
            {
                return;
            }

            var details = SessionDetailsCodec.Read(record.Details.Span);
            var change = new SessionChange
            {
                ExpectedVersion = record.Version,
                Details = SessionDetailsCodec.Write(details with { ReportsActivity = true }),
            };
            if (!details.ReportsActivity
                && await _store.ChangeAsync(view.Id, change, CancellationToken.None) is { Status: ChangeStatus.Applied })
            {
                _ender.ChangedByStore(view.Id, record.Version + 1);
            }
        }
        catch (SessionStoreException)
        {
            // This node knows it already; the next entry that is filled from the record tries again.
        }
    }

    /// <summary>Ends a session whose request is refused whether or not the store can be told now; if not, this node repeats it.</summary>
    internal async ValueTask EndQuietlyAsync(SessionId id, EndReason reason)
    {
        try
        {
            await _ender.EndAsync(id, reason, actor: null, onlyIfIdleSince: null, CancellationToken.None);
        }
        catch (SessionStoreException)
        {
            // The ender remembers it and repeats it until it is confirmed.
        }
    }

    /// <summary>Signs out by a token that could not be validated fully: only its stamp is checked.</summary>
    /// <returns>False when the store could not be told; this node repeats it.</returns>
    internal async ValueTask<bool> EndPresentedAsync(PresentedHolder presented, CancellationToken cancellationToken)
    {
        try
        {
            if (presented.Lease is not null || await _starter.IsGenuineAsync(presented.Token, cancellationToken))
            {
                await _ender.EndAsync(
                    presented.Id, EndReason.SignedOut, actor: null, onlyIfIdleSince: null, cancellationToken);
            }

            return true;
        }
        catch (SessionStoreException)
        {
            return false;
        }
    }

    /// <summary>A live or ended session of this subject, or null; somebody else's looks like none.</summary>
    internal async ValueTask<SessionRecord?> FindOwnAsync(
        SubjectSessions subject, SessionId id, CancellationToken cancellationToken)
    {
        var found = await _store.FindAsync(id, cancellationToken);
        return found?.Session is { } session && session.Subject == subject.Subject && session.Tenant == subject.Tenant
            ? session
            : null;
    }

    private static bool IsWithinDeadlines(SessionRecord session, DateTimeOffset now) =>
        Deadlines.Passed(now, session.LastActivityAt, session.IdleTimeout, session.AbsoluteAt) == EndReason.None;
}
