using Sojourn.Lifetimes;
using Sojourn.Storeless;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

// A rotation, derived or fresh:
//
//   1  the tag, and an end that the store could not be told yet: whoever forges tokens must not end sessions by reuse
//   2  the record as it stands; an ending, a cut-off, a deadline or another carrier refuses, and what is due is ended
//   3  the rotation table on the presented token
//   4  one conditional change: live, version as read
//   5  the loser of a race gets the current record with its refusal and is judged again by it

/// <summary>Replaces tokens. Every rotation is one conditional update, judged on the store's row.</summary>
internal sealed class SessionRotator(
    ISojournStore store, SessionTokens tokens, RecordReader reader, SessionRules rules, NodeObserver observer,
    StoreClock clock)
{
    // Each lost race means that somebody else's change went through; three in a row on one session is contention that
    // another try of the client's resolves better.
    private const int Tries = 3;

    /// <summary>Who keeps what a lease says, where no store does; null = there is a store.</summary>
    public ILeaseKeeper? Keeper { get; init; }

    /// <summary>A refresh: racing callers with one token obtain one successor.</summary>
    /// <param name="presented">A genuine token.</param>
    /// <param name="attempt">The hash of the client's attempt id; zero = none.</param>
    /// <param name="cancellationToken">Stops waiting for the first read; a rotation that began is finished.</param>
    public ValueTask<IssueResult> RotateAsync(
        SessionToken presented, UInt128 attempt, CancellationToken cancellationToken) =>
        RunAsync(presented, new Plan(Replacement: null, attempt), cancellationToken);

    /// <summary>A fresh secret: the holder of the presented token alone gets it, in the answer to what caused it.</summary>
    /// <param name="presented">A genuine token, or a verified lease.</param>
    /// <param name="replacement">What changes with it.</param>
    /// <param name="cancellationToken">Stops waiting for the first read; a rotation that began is finished.</param>
    public ValueTask<IssueResult> ReplaceAsync(
        PresentedHolder presented, TokenReplacement replacement, CancellationToken cancellationToken) =>
        RunAsync(presented, new Plan(replacement, Attempt: 0), cancellationToken);

    private async ValueTask<IssueResult> RunAsync(
        PresentedHolder presented, Plan plan, CancellationToken cancellationToken)
    {
        await tokens.LoadAsync(cancellationToken);
        if (presented.Lease is null && !await tokens.IsGenuineAsync(presented.Token, cancellationToken)) // 1
        {
            return IssueResult.Refused(ValidationStatus.Malformed);
        }

        if (observer.Memory.PendingEnds.Find(presented.Id) is { } pending)
        {
            return IssueResult.Refused(ValidationStatus.Ended, pending.Reason);
        }

        if (presented.Lease is { } believed)
        {
            Keeper?.Keep(believed);
        }

        var found = await store.FindAsync(presented.Id, cancellationToken); // 2
        for (var attempt = 0; attempt < Tries && found is not null; attempt++)
        {
            if (await RefusalAsync(presented, found) is { } refusal)
            {
                return refusal;
            }

            var step = await StepAsync(presented, plan, found.Session);
            if (step.Result is { } result)
            {
                return result;
            }

            found = step.Current is null ? null : found with { Session = step.Current };
        }

        return IssueResult.Refused(found is null ? ValidationStatus.Unknown : ValidationStatus.Superseded);
    }

    private async ValueTask<IssueResult?> RefusalAsync(PresentedHolder presented, FoundSession found)
    {
        var record = found.Session;
        var voided = record.Ending is null ? rules.Voided(found) : default;
        var ending = record.Ending;
        if (voided.Reason != EndReason.None)
        {
            ending = (await observer.EndVoidedAsync(record.Id, voided, CancellationToken.None)).Ending;
            if (ending is null)
            {
                return IssueResult.Refused(ValidationStatus.Superseded);
            }
        }

        if (ending is not null)
        {
            var holder = RotationTable.Present(presented.Token, record.Token, isRefresh: false, attempt: 0);
            return IssueResult.Refused(ValidationStatus.Ended, ending.Reason) with
            {
                HolderProven = presented.Lease is not null || holder.MatchesCurrent || holder.MatchesPrevious,
            };
        }

        var details = SessionDetailsCodec.Read(record.Details.Span);
        var isOurs = presented.Lease is { } lease
            ? lease.Carrier == details.Carrier
            : SessionTokens.PurposeOf(details) == presented.Token.Purpose;
        return isOurs ? null : IssueResult.Refused(ValidationStatus.Malformed);
    }

    private async ValueTask<Step> StepAsync(PresentedHolder holder, Plan plan, SessionRecord record)
    {
        if (holder.Lease is { } lease)
        {
            return IsShown(holder, record)
                ? await StepAsync(lease, plan, record)
                : new Step(IssueResult.Refused(ValidationStatus.Unknown) with { LeaseStands = true }, record);
        }

        var presented = holder.Token;
        var isRefresh = plan.Replacement is null;
        var generation = RotationTable.Present(presented, record.Token, isRefresh, plan.Attempt);
        var details = SessionDetailsCodec.Read(record.Details.Span);
        switch (rules.Judge(record, generation)) // 3
        {
            case RotationVerdict.Valid:
            case RotationVerdict.Before when !isRefresh:
                return await ChangeAsync(presented, plan, record, details);
            case RotationVerdict.ValidWithoutRotation:
                observer.Stayed(record);
                return new Step(await IssuedAsync(record, details, presented, isNew: false), record);
            case RotationVerdict.Before:
                return new Step(await IssuedAsync(record, details, presented, isNew: false), record);
            case RotationVerdict.Successor when isRefresh:
                return new Step(await RepeatAsync(presented, record, details), record);
            case RotationVerdict.SuccessorCounted when isRefresh:
                return await CountAsync(presented, record, details);
            case RotationVerdict.Successor or RotationVerdict.SuccessorCounted:
            case RotationVerdict.Unanswered or RotationVerdict.Superseded:
                return new Step(IssueResult.Refused(ValidationStatus.Superseded), record);
            case RotationVerdict.Reuse:
                return new Step(await observer.EndForReuseAsync(record.Id), record);
            case RotationVerdict.StoreWentBack:
                return new Step(await observer.EndForLostWritesAsync(record.Id), record);
            case RotationVerdict.Mismatch:
                observer.SecretMismatch(record.Id);
                return new Step(IssueResult.Refused(ValidationStatus.Unknown), record);
            default:
                return new Step(IssueResult.Refused(ValidationStatus.Unknown), record);
        }
    }

    // By the rows of the table that would admit it; nothing ends by what is only shown, or whoever holds a copy of an old cookie
    // beside a lease could end the session without presenting it.
    private bool IsShown(PresentedHolder holder, SessionRecord record)
    {
        if (holder.Shown is not { } shown)
        {
            return true;
        }

        var verdict = rules.Judge(record, RotationTable.Present(shown, record.Token, isRefresh: false, attempt: 0));
        if (verdict == RotationVerdict.Mismatch)
        {
            observer.SecretMismatch(record.Id);
        }

        return verdict is RotationVerdict.Valid or RotationVerdict.Before or RotationVerdict.Successor or RotationVerdict.Unanswered;
    }

    private async ValueTask<Step> StepAsync(SessionLease lease, Plan plan, SessionRecord record) =>
        rules.Judge(record, lease) switch
        {
            LeaseVerdict.Stands => await ChangeAsync(
                PresentedHolder.Of(lease), plan, record, SessionDetailsCodec.Read(record.Details.Span)),
            LeaseVerdict.Superseded => new Step(IssueResult.Refused(ValidationStatus.Superseded), record),
            _ => new Step(await observer.EndForLostWritesAsync(record.Id), record),
        };

    private async ValueTask<Step> ChangeAsync(
        PresentedHolder presented, Plan plan, SessionRecord record, SessionDetails details)
    {
        // A lease of the generation before a refresh is worth what the current one is; before anything else it is not.
        var isBefore = presented.Generation < record.Token.Generation && record.Token.Cause != RotationCause.Refresh;
        details = plan.Replacement is { } wanted ? Replace(details, wanted, isBefore) : details;
        var next = plan.Replacement is null
            ? tokens.Derive(presented.Token)
            : tokens.Issue(SessionTokens.PurposeOf(details), record.Id, record.Token.Generation + 1);
        var change = new SessionChange
        {
            ExpectedVersion = record.Version,
            Token = NextState(record.Token, next, plan),
        };
        if (plan.Replacement is { } replacement)
        {
            if (await reader.OpenTicketAsync(record, CancellationToken.None) is not { } before)
            {
                return new Step(IssueResult.Refused(ValidationStatus.Unknown), record);
            }

            var ticket = isBefore && !before.Before.IsEmpty ? before.Before : before.Current;
            var blob = new TicketBlob(replacement.Ticket ?? ticket, before.Current);
            change = change with
            {
                Details = SessionDetailsCodec.Write(details),
                Ticket = reader.SealTicket(record.Id, blob),
            };
        }

        var result = await store.ChangeAsync(record.Id, change, CancellationToken.None); // 4
        if (result is not { Status: ChangeStatus.Applied, Current: { } applied })
        {
            return new Step(Result: null, result.Current); // 5
        }

        observer.Rotated(applied, plan.Replacement?.Cause ?? RotationCause.Refresh);
        return new Step(await IssuedAsync(applied, details, next, isNew: true), applied);
    }

    private async ValueTask<IssueResult> RepeatAsync(
        SessionToken presented, SessionRecord record, SessionDetails details)
    {
        var successor = await tokens.RepeatSuccessorAsync(presented, record, CancellationToken.None);
        if (successor is not { } next)
        {
            return IssueResult.Refused(ValidationStatus.Unknown);
        }

        await observer.HandingOutAgainAsync(record);
        return await IssuedAsync(record, details, next, isNew: true);
    }

    private async ValueTask<Step> CountAsync(SessionToken presented, SessionRecord record, SessionDetails details)
    {
        if (record.Token.LostAnswers <= 0)
        {
            var counted = record.Token with { LostAnswers = RotationTable.CountLostAnswer(record.Token) };
            var change = new SessionChange { ExpectedVersion = record.Version, Token = counted };
            var result = await store.ChangeAsync(record.Id, change, CancellationToken.None);
            if (result is not { Status: ChangeStatus.Applied, Current: { } applied })
            {
                return new Step(Result: null, result.Current);
            }

            record = applied;
        }

        return new Step(await RepeatAsync(presented, record, details), record);
    }

    private async ValueTask<IssueResult> IssuedAsync(
        SessionRecord record, SessionDetails details, SessionToken token, bool isNew)
    {
        var view = await reader.ViewAsync(record, details, token.Generation, CancellationToken.None);
        return view is null
            ? IssueResult.Refused(ValidationStatus.Unknown)
            : new IssueResult(ValidationStatus.Active, EndReason.None, view, token, isNew);
    }

    private TokenState NextState(TokenState state, in SessionToken next, Plan plan) => new()
    {
        Generation = next.Generation,
        Current = SessionTokens.Hash(next),
        Previous = state.Current,
        DerivedWith = next.KeyId,
        Cause = plan.Replacement?.Cause ?? RotationCause.Refresh,
        RotatedAt = clock.Now,
        Attempt = plan.Attempt,
        LostAnswers = RotationTable.CarryLostAnswers(state),
    };

    // What stays is what the presented generation is worth: a token from before a rise of privilege that is still good
    // must not be turned into one from after it by a rotation that proves nothing.
    private static SessionDetails Replace(SessionDetails details, TokenReplacement replacement, bool isBefore)
    {
        var worth = (isBefore ? details.ProofBefore : null) ?? details.Proof;
        return details with
        {
            Proof = replacement.Proof ?? worth,
            ProofBefore = details.Proof,
            IsPersistent = replacement.IsPersistent ?? details.IsPersistent,
            Carrier = replacement.Carrier ?? details.Carrier,
            HasRefreshInBody = replacement.HasRefreshInBody ?? details.HasRefreshInBody,
        };
    }

    /// <summary>What to do with the presented token: derive its successor, or replace it by a fresh secret.</summary>
    private sealed record Plan(TokenReplacement? Replacement, UInt128 Attempt);

    /// <summary>A decided result, or the record that a lost race left to be judged next.</summary>
    private readonly record struct Step(IssueResult? Result, SessionRecord? Current);
}
