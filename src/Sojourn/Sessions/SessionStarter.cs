using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>Starts sessions: always a new id and a fresh secret, whatever the browser had before.</summary>
internal sealed class SessionStarter(
    ISojournStore store, SessionTokens tokens, RecordReader reader, SessionEnder ender, SessionPolicy policy,
    StoreClock clock)
{
    public async ValueTask<StartResult> StartAsync(
        SignIn signIn, SessionMetrics metrics, CancellationToken cancellationToken)
    {
        await tokens.LoadAsync(cancellationToken);
        var id = SessionId.Create(clock.Now, signIn.Tenant, signIn.Subject);
        var token = tokens.Issue(SessionTokens.PurposeOf(signIn.Details), id, generation: 1);
        var record = RecordOf(signIn, token);
        var limit = policy.Limits.GetValueOrDefault(signIn.Kind);
        if (limit is not null && signIn.Replaces is { } counted)
        {
            // Under a limit it goes first: counted beside its own successor it would displace another device of the
            // person, or refuse them the very browser that they sign in with again.
            await ender.EndAsync(counted, EndReason.Replaced, actor: null, onlyIfIdleSince: null, cancellationToken);
        }

        var created = await store.CreateAsync(record, limit, cancellationToken);
        foreach (var displaced in created.Displaced)
        {
            ender.EndedByStore(displaced, EndReason.Limit);
        }

        if (created.Status != CreateStatus.Created)
        {
            return new StartResult(created.Status, View: null, Token: default);
        }

        await EndIfVoidAsync(record);
        if (limit is null && signIn.Replaces is { } before)
        {
            await ReplaceAsync(before, id);
        }

        metrics.Started();
        var view = new SessionView(record, signIn.Details, generation: 1, signIn.Ticket);
        return new StartResult(CreateStatus.Created, view, token);
    }

    public ValueTask<bool> IsGenuineAsync(SessionToken token, CancellationToken cancellationToken) =>
        tokens.IsGenuineAsync(token, cancellationToken);

    /// <summary>Ends a session at once whose sign-in began before a cut-off of its subject.</summary>
    /// <remarks>
    /// The record carries the cut-off, and whoever reads it finds the session void. But what is handed out now may be a
    /// lease, believed unasked, and nodes forget a subject's cut-off when every lease from before it has lapsed. A sign-in
    /// that took longer (a code by mail, an external provider) would get a lease that none of them doubts. One that began
    /// a moment ago needs no look: any cut-off since is younger than the leases that are still good.
    /// </remarks>
    private async ValueTask EndIfVoidAsync(SessionRecord record)
    {
        if (clock.Now - record.AuthenticatedAt < policy.ClockSkew)
        {
            return;
        }

        try
        {
            if (await store.FindAsync(record.Id, CancellationToken.None) is { SubjectCutOff: { } cutOff }
                && CutOffs.Voids(cutOff, record.Tenant, record.Subject, record.AuthenticatedAt, record.Id))
            {
                await ender.EndAsync(record.Id, cutOff.Reason, actor: null, onlyIfIdleSince: null, CancellationToken.None);
            }
        }
        catch (SessionStoreException)
        {
            ender.EndLater(record.Id, EndReason.Revoked);
            throw;
        }
    }

    /// <summary>Ends the session that the browser had. If that fails the sign-in does too, and neither session survives.</summary>
    private async ValueTask ReplaceAsync(SessionId before, SessionId started)
    {
        try
        {
            // Not the request's token: the new session exists, so a browser that has gone must not leave both alive.
            await ender.EndAsync(
                before, EndReason.Replaced, actor: null, onlyIfIdleSince: null, CancellationToken.None);
        }
        catch (SessionStoreException)
        {
            ender.EndLater(started, EndReason.Replaced);
            throw;
        }
    }

    private SessionRecord RecordOf(SignIn signIn, in SessionToken token)
    {
        var now = clock.Now;
        var startedAt = StoreClock.Truncate(signIn.StartedAt < now ? signIn.StartedAt : now);
        var absoluteTimeout = signIn.AbsoluteTimeout ?? policy.AbsoluteTimeout;
        absoluteTimeout = absoluteTimeout < policy.LongestAbsoluteTimeout ? absoluteTimeout : policy.LongestAbsoluteTimeout;
        return new SessionRecord
        {
            Id = token.Id,
            Subject = signIn.Subject,
            Tenant = signIn.Tenant,
            Kind = signIn.Kind,
            CreatedAt = now,
            AuthenticatedAt = startedAt,
            LastActivityAt = now,
            IdleTimeout = signIn.IdleTimeout ?? policy.IdleTimeout,
            AbsoluteAt = StoreClock.Truncate(startedAt + absoluteTimeout),
            Token = new TokenState
            {
                Generation = 1,
                Current = SessionTokens.Hash(token),
                DerivedWith = token.KeyId,
                Cause = RotationCause.Demand,
                RotatedAt = now,
            },
            HandedOutAt = now,
            Version = 1,
            Details = SessionDetailsCodec.Write(signIn.Details),
            Ticket = reader.SealTicket(token.Id, new TicketBlob(signIn.Ticket, Before: default)),
        };
    }
}
