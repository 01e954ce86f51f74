using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Validation;

// A token that the near cache does not confirm is judged in this order; no step reads the store before the tag is right:
//
//   1  purpose and tag                                  else malformed
//   2  an end that the store could not be told yet      ended
//   3  cut-offs where certainty is demanded, the record none: unknown
//   4  its ending                                       ended; the reason only to a matching hash
//   5  carrier, cut-offs, deadlines                     ended, and the end is written
//   6  the rotation table                               superseded, reuse, mismatch, successor
//   7  the ticket, the view, the near cache             active

/// <summary>Judges a token by the store's record.</summary>
internal sealed class StoreValidator(
    SharedReads reads, SessionTokens tokens, RecordReader reader, SessionRules rules, NodeObserver observer)
{
    public ValueTask<ValidationResult> ValidateAsync(
        SessionToken token, TokenPurpose purpose, ValidationDemands demands, CancellationToken cancellationToken) =>
        ValidateAsync(token, purpose, demands, sealedIn: null, cancellationToken);

    /// <summary>Judges a token, or the one that is sealed into a genuine lease.</summary>
    public async ValueTask<ValidationResult> ValidateAsync(
        SessionToken token, TokenPurpose purpose, ValidationDemands demands, SessionLease? sealedIn,
        CancellationToken cancellationToken)
    {
        var result = await JudgeAsync(token, purpose, demands, sealedIn, cancellationToken);
        observer.Metrics.Validated(result.Status);
        return result;
    }

    /// <summary>Asks the record whether it still stands by a genuine lease that has no token of its own.</summary>
    public async ValueTask<ValidationResult> ConfirmAsync(
        RememberedLease lease, ValidationDemands demands, CancellationToken cancellationToken)
    {
        ValidationResult result;
        try
        {
            var (found, askedAt) = await reads.FindAsync(lease.View.Id, demands, cancellationToken);
            result = found is null
                ? ValidationResult.Of(ValidationStatus.Unknown)
                : await ConfirmAsync(lease, found, askedAt, cancellationToken);
        }
        catch (SessionStoreException failure)
        {
            observer.StoreUnavailable(failure);
            result = ValidationResult.Of(ValidationStatus.Unavailable);
        }

        observer.Metrics.Validated(result.Status);
        return result with { Lease = lease.Lease };
    }

    /// <summary>Notes that a holder uses the generation of a genuine lease, which no record was read for.</summary>
    public void Seen(SessionLease lease) => observer.Seen(lease);

    public void Unreachable(SessionStoreException failure) => observer.StoreUnavailable(failure);

    private async ValueTask<ValidationResult> ConfirmAsync(
        RememberedLease lease, FoundSession found, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var record = found.Session;
        if (record.Ending is { } ending)
        {
            observer.Memory.Ended(record.Id, ending.Reason);
            return ValidationResult.Ended(ending.Reason, holderProven: true);
        }

        if (SessionDetailsCodec.Read(record.Details.Span).Carrier != lease.Lease.Carrier)
        {
            return ValidationResult.Of(ValidationStatus.Unknown);
        }

        if (rules.Voided(found) is { Reason: not EndReason.None } voided)
        {
            return await EndVoidedAsync(record.Id, voided, holderProven: true, cancellationToken);
        }

        switch (rules.Judge(record, lease.Lease))
        {
            case LeaseVerdict.Stands:
                if (IsWorthAsMuch(record, lease.Lease))
                {
                    lease.Confirm(record.Version, askedAt);
                }

                lease.View.Touch(record.LastActivityAt);
                return ValidationResult.Active(lease.View);
            case LeaseVerdict.Superseded:
                return ValidationResult.Of(ValidationStatus.Superseded);
            case LeaseVerdict.Lapsed:
                return ValidationResult.Of(ValidationStatus.Unknown);
            default:
                return await RefuseAsync(record.Id, RotationVerdict.StoreWentBack, holderProven: true);
        }
    }

    /// <summary>
    /// Whether a lease stands for the rest of its time. One from before a rise of privilege stands for the grace only, so
    /// its standing is asked for at each use and never remembered.
    /// </summary>
    private static bool IsWorthAsMuch(SessionRecord record, SessionLease lease) =>
        record.Token.Generation == lease.Generation || record.Token.Cause == RotationCause.Refresh;

    private async ValueTask<ValidationResult> JudgeAsync(
        SessionToken token, TokenPurpose purpose, ValidationDemands demands, SessionLease? sealedIn,
        CancellationToken cancellationToken)
    {
        try
        {
            // Before step 1: the removal of the key, or an end, that begins later also invalidates this fill.
            var fill = observer.BeginFill(token.Id);
            if (token.Purpose != purpose || !await tokens.IsGenuineAsync(token, cancellationToken)) // 1
            {
                return ValidationResult.Of(ValidationStatus.Malformed);
            }

            if (observer.Memory.PendingEnds.Find(token.Id) is { } pending) // 2
            {
                return ValidationResult.Ended(pending.Reason, holderProven: false);
            }

            var (found, askedAt) = await reads.FindAsync(token.Id, demands, cancellationToken); // 3
            if (found is null)
            {
                observer.Memory.FoundMissing(token.Id);
                return ValidationResult.Of(ValidationStatus.Unknown);
            }

            return await JudgeAsync(token, sealedIn, found, fill with { AskedAt = askedAt }, cancellationToken);
        }
        catch (SessionStoreException failure)
        {
            observer.StoreUnavailable(failure);
            return ValidationResult.Of(ValidationStatus.Unavailable);
        }
    }

    private async ValueTask<ValidationResult> JudgeAsync(
        SessionToken token, SessionLease? sealedIn, FoundSession found, Fill fill, CancellationToken cancellationToken)
    {
        var record = found.Session;
        var presented = RotationTable.Present(token, record.Token, isRefresh: false, attempt: 0);
        var holderProven = presented.MatchesCurrent || presented.MatchesPrevious;
        if (record.Ending is { } ending) // 4
        {
            // Asked although the near cache would have answered: what it remembers must not outlive what is now known.
            observer.Memory.FoundEnded(record.Id, ending.Reason);
            return ValidationResult.Ended(ending.Reason, holderProven);
        }

        var details = SessionDetailsCodec.Read(record.Details.Span); // 5
        if (SessionTokens.PurposeOf(details) != token.Purpose)
        {
            return ValidationResult.Of(ValidationStatus.Malformed);
        }

        if (rules.Voided(found) is { Reason: not EndReason.None } voided)
        {
            return await EndVoidedAsync(record.Id, voided, holderProven, cancellationToken);
        }

        var verdict = rules.Judge(record, presented); // 6
        switch (verdict)
        {
            case RotationVerdict.Valid or RotationVerdict.Before or RotationVerdict.Unanswered: // 7
                return await AdmitAsync(token, record, details, fill, cancellationToken);
            case RotationVerdict.Successor:
                return await SucceedAsync(token, record, details, cancellationToken);
            case RotationVerdict.Superseded:
                return ValidationResult.Of(ValidationStatus.Superseded);
            case RotationVerdict.Reuse when sealedIn is not null && rules.IsLateAnswer(record, sealedIn.IssuedAt):
                return ValidationResult.Of(ValidationStatus.Unknown);
            default:
                return await RefuseAsync(record.Id, verdict, holderProven);
        }
    }

    private async ValueTask<ValidationResult> EndVoidedAsync(
        SessionId id, VoidedSession voided, bool holderProven, CancellationToken cancellationToken)
    {
        var result = await observer.EndVoidedAsync(id, voided, cancellationToken);

        // The condition failed: an activity was recorded between the read and the write. The next request reads it.
        return result.Ending is { } ending
            ? ValidationResult.Ended(ending.Reason, holderProven)
            : ValidationResult.Of(ValidationStatus.Superseded);
    }

    private async ValueTask<ValidationResult> AdmitAsync(
        SessionToken token, SessionRecord record, SessionDetails details, Fill fill,
        CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(record, details, token.Generation, cancellationToken);
        if (view is null)
        {
            observer.TicketRefused(record.Id);
            return ValidationResult.Of(ValidationStatus.Unknown);
        }

        observer.Admitted(view, token, record, fill);
        return ValidationResult.Active(view);
    }

    private async ValueTask<ValidationResult> SucceedAsync(
        SessionToken token, SessionRecord record, SessionDetails details, CancellationToken cancellationToken)
    {
        var successor = await tokens.RepeatSuccessorAsync(token, record, cancellationToken);
        if (successor is not { } next)
        {
            return await RefuseAsync(record.Id, RotationVerdict.Mismatch, holderProven: true);
        }

        await observer.HandingOutAgainAsync(record);
        var view = await reader.ViewAsync(record, details, record.Token.Generation, cancellationToken);
        return view is null
            ? ValidationResult.Of(ValidationStatus.Unknown)
            : new ValidationResult
            {
                Status = ValidationStatus.Active,
                Session = view,
                HasSuccessor = true,
                Successor = next,
            };
    }

    private async ValueTask<ValidationResult> RefuseAsync(SessionId id, RotationVerdict verdict, bool holderProven)
    {
        if (verdict == RotationVerdict.Mismatch)
        {
            observer.SecretMismatch(id);
            return ValidationResult.Of(ValidationStatus.Unknown);
        }

        var refused = verdict == RotationVerdict.Reuse
            ? await observer.EndForReuseAsync(id)
            : await observer.EndForLostWritesAsync(id);
        return ValidationResult.Ended(refused.Reason, holderProven);
    }
}
