using Sojourn.Diagnostics;
using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

/// <summary>Decides whether a presented token is a live session's. From here on: the near cache, else the store.</summary>
/// <remarks>A near hit completes synchronously and allocates nothing; a test asserts it.</remarks>
internal sealed class SessionValidator(
    NodeObserver observer, StoreValidator storeValidator, LeaseValidator leaseValidator, RenewalLane lane,
    StoreClock clock, SessionPolicy policy)
{
    private readonly NodeMemory _memory = observer.Memory;
    private readonly SessionMetrics _metrics = observer.Metrics;

    // While the change feed reports every end, an entry may live longer; the store is still asked once a minute, so that
    // what no feed reports (a role changed in the host's database) is noticed.
    private static readonly long BelievedWhileFed = TimeSpan.FromSeconds(60).Ticks;

    /// <summary>Judges whatever a carrier found: a lease, else a reference.</summary>
    /// <param name="credential">The credential; it may be forged.</param>
    /// <param name="demands">Whether what this node remembers may answer.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    public ValueTask<ValidationResult> ValidateAsync(
        in PresentedCredential credential, ValidationDemands demands, CancellationToken cancellationToken) =>
        credential.Opener is null
            ? ValidateAsync(credential.Reference, credential.Purpose, demands, cancellationToken)
            : leaseValidator.ValidateAsync(credential, demands, cancellationToken);

    /// <summary>Judges a token whose shape has been read.</summary>
    /// <param name="token">The token; it may be forged.</param>
    /// <param name="purpose">What the carrier expects it to be for.</param>
    /// <param name="demands">Whether the near cache may answer.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    public ValueTask<ValidationResult> ValidateAsync(
        in SessionToken token, TokenPurpose purpose, ValidationDemands demands, CancellationToken cancellationToken)
    {
        if ((demands & ValidationDemands.AskStore) == ValidationDemands.None
            && _memory.Cache.Find(token.Id) is { } entry
            && token.Purpose == purpose
            && entry.Holds(token)
            && IsBelieved(entry))
        {
            _metrics.Validated(ValidationStatus.Active);
            return new ValueTask<ValidationResult>(ValidationResult.Active(entry.View));
        }

        return storeValidator.ValidateAsync(token, purpose, demands, cancellationToken);
    }

    /// <summary>Reports that a request was the person's, once it has passed CSRF and authorization.</summary>
    public void RecordActivity(SessionView view, DateTimeOffset at) => lane.RecordActivity(view, at);

    /// <summary>Tells a view of activity that came by another credential of its session.</summary>
    public void CatchUp(SessionView view) => lane.CatchUp(view);

    /// <summary>Whether this node knows of no end of a session and of no newer version of it.</summary>
    public bool IsNewest(SessionView view) =>
        _memory.PendingEnds.Find(view.Id) is null && !_memory.IsOvertaken(view);

    /// <summary>Whether an entry of the near cache answers for its session at this moment; if so, that is a use of it.</summary>
    public bool IsBelieved(NearEntry entry)
    {
        var now = clock.Now;
        var isBelieved = IsBelieved(entry.ConfirmedAt, now) && now < entry.View.DeadlineAt;
        if (isBelieved)
        {
            entry.Use(now.UtcTicks);
        }

        return isBelieved;
    }

    /// <summary>Whether what was read at an instant, in ticks, and that nothing has contradicted since, still counts.</summary>
    public bool IsBelieved(long confirmedAt, DateTimeOffset now)
    {
        // An entry from the future means that the clock was set back, and then its age cannot be known.
        var age = now.UtcTicks - confirmedAt;
        return age >= 0
            && (age < policy.StalenessBound.Ticks || (age < BelievedWhileFed && _memory.IsFedSince(confirmedAt)));
    }
}
