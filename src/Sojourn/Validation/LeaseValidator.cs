using System.Runtime.InteropServices;
using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

// A lease is believed unasked while all of this holds; otherwise the store is asked, by the token sealed in with it if there
// is one, and else by its session and generation:
//
//   1  this text was verified here before, or is verified now
//   2  no end is known here                                     else ended, without the store
//   3  within the lease and the deadlines that it states
//   4  no newer version and no cut-off is known here
//   5  this node has had an unbroken view of changes since the lease was issued, or asked the store a moment ago, and has
//      not had to forget any since
//   6  the request does not ask for certainty
//
// Without a store 5 and 6 ask nothing, what 3 and 4 find is the answer, and a newer version is judged by what this node
// changed itself.

/// <summary>Decides whether a lease is believed, and asks the store when it is not.</summary>
/// <remarks>A remembered lease that is believed completes synchronously and allocates nothing; a test asserts it.</remarks>
internal sealed class LeaseValidator(
    NodeMemory memory, StoreValidator storeValidator, CutOffs cutOffs, StoreClock clock, SessionPolicy policy,
    SessionMetrics metrics)
{
    // A scheme or a cookie's name, and nobody's other cookies.
    private const int LongestRest = 32;

    public ValueTask<ValidationResult> ValidateAsync(
        in PresentedCredential credential, ValidationDemands demands, CancellationToken cancellationToken)
    {
        if (memory.Leases.Find(credential.LeaseText.Span) is not { } known) // 1
        {
            return OpenAsync(credential, demands, cancellationToken);
        }

        return IsBelieved(known, demands)
            ? new ValueTask<ValidationResult>(Believed(known))
            : DecideAsync(known, credential.Purpose, demands, cancellationToken);
    }

    private async ValueTask<ValidationResult> OpenAsync(
        PresentedCredential credential, ValidationDemands demands, CancellationToken cancellationToken)
    {
        var begun = memory.Leases.BeginFill();
        SessionLease? lease;
        try
        {
            lease = await credential.Opener!.OpenAsync(credential.LeaseText, cancellationToken);
        }
        catch (Stores.SessionStoreException failure)
        {
            storeValidator.Unreachable(failure);
            return Counted(ValidationResult.Of(ValidationStatus.Unavailable));
        }

        if (lease is null || lease.IssuedAt > clock.Now + policy.ClockSkew)
        {
            return Counted(ValidationResult.Of(ValidationStatus.Malformed));
        }

        var opened = new RememberedLease(Kept(credential.LeaseText), lease);
        if (clock.Now < lease.BelievedUntil)
        {
            memory.Leases.Add(opened, begun);
            storeValidator.Seen(lease);
        }

        return IsBelieved(opened, demands)
            ? Believed(opened)
            : await DecideAsync(opened, credential.Purpose, demands, cancellationToken);
    }

    /// <summary>The text, without holding on to a header of which it is only a part.</summary>
    private static ReadOnlyMemory<char> Kept(ReadOnlyMemory<char> text) =>
        MemoryMarshal.TryGetString(text, out var line, out _, out _) && line.Length - text.Length <= LongestRest
            ? text
            : text.ToString().AsMemory();

    private bool IsBelieved(RememberedLease lease, ValidationDemands demands)
    {
        var now = clock.Now;
        return now < lease.Lease.BelievedUntil // 3
            && now < lease.View.DeadlineAt
            && (policy.IsStoreless || (demands & ValidationDemands.AskStore) == ValidationDemands.None) // 6
            && !IsContradicted(lease)
            && IsInView(lease, now);
    }

    /// <summary>2 and 4: whether anything is known here that the lease does not.</summary>
    private bool IsContradicted(RememberedLease lease) =>
        memory.PendingEnds.Find(lease.View.Id) is not null
        || (memory.Known.Find(lease.View.Id) is { } change
            && (change.Reason != EndReason.None || change.Version > lease.ConfirmedVersion))
        || memory.Known.FindCutOff(lease.View) is not null
        || cutOffs.Find(lease.View) is not null
        || cutOffs.IsSuspended(lease.View.AuthenticatedAt);

    /// <summary>5: whether a change that this node has not heard of can exist.</summary>
    private bool IsInView(RememberedLease lease, DateTimeOffset now)
    {
        var age = now.UtcTicks - lease.ConfirmedAt;
        var completeSince = memory.Known.CompleteSince;
        if (age >= 0 && age < policy.StalenessBound.Ticks && lease.ConfirmedAt >= completeSince.UtcTicks)
        {
            return true;
        }

        // What was told before that may have been forgotten again, an end of this very session included.
        return lease.Lease.IssuedAt >= completeSince
            && (memory.HasSeenAllSince(lease.Lease.IssuedAt) || policy.BelievesLeasesWithoutFeed);
    }

    private async ValueTask<ValidationResult> DecideAsync(
        RememberedLease lease, TokenPurpose purpose, ValidationDemands demands, CancellationToken cancellationToken)
    {
        if (KnownEndOf(lease.View.Id) is { } reason)
        {
            // Told to whoever holds a genuine lease of that very session: the seal proves the holder as the hash does.
            return Counted(ValidationResult.Ended(reason, holderProven: true));
        }

        if (policy.IsStoreless && VoidedReasonOf(lease.View) is var voided and not EndReason.None)
        {
            // Told and not written: an older lease of a live session lapses before the one that its browser has by now.
            return Counted(ValidationResult.Ended(voided, holderProven: true));
        }

        if (lease.Lease.Reference is { } reference)
        {
            var result = await storeValidator.ValidateAsync(reference, purpose, demands, lease.Lease, cancellationToken);
            return result with { Lease = lease.Lease, MustReseal = result.Session is { IsCurrent: true } && !result.HasSuccessor };
        }

        return clock.Now < lease.Lease.BelievedUntil
            ? await storeValidator.ConfirmAsync(lease, demands, cancellationToken)
            : Counted(ValidationResult.Of(ValidationStatus.Unknown));
    }

    /// <summary>What a cut-off or a deadline says, where no record will be read that says it.</summary>
    private EndReason VoidedReasonOf(SessionView view)
    {
        if ((cutOffs.Find(view) ?? memory.Known.FindCutOff(view)) is { } cutOff)
        {
            return cutOff.Reason;
        }

        var now = clock.Now;
        return now >= view.AbsoluteAt ? EndReason.Absolute : now >= view.DeadlineAt ? EndReason.Idle : EndReason.None;
    }

    private EndReason? KnownEndOf(SessionId id) =>
        memory.PendingEnds.Find(id)?.Reason
        ?? (memory.Known.Find(id) is { Reason: not EndReason.None } change ? change.Reason : null);

    private ValidationResult Believed(RememberedLease lease)
    {
        metrics.Validated(ValidationStatus.Active);
        return ValidationResult.Active(lease.View) with { Lease = lease.Lease };
    }

    private ValidationResult Counted(ValidationResult result)
    {
        metrics.Validated(result.Status);
        return result;
    }
}
