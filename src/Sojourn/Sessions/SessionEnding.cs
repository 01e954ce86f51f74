namespace Sojourn.Sessions;

/// <summary>How, when and by whom a session ended. Once it is on a record it never changes.</summary>
/// <param name="Reason">The reason; not <see cref="EndReason.None"/>.</param>
/// <param name="At">Store time of the decision.</param>
/// <param name="Actor">Who decided, when that was not the subject in this browser: an operator's or the subject's own key; null otherwise.</param>
/// <param name="Operation">The operation that wrote it.</param>
public sealed record SessionEnding(EndReason Reason, DateTimeOffset At, string? Actor, OperationId Operation)
{
    /// <summary>When set, the ending applies only while the last activity on record is not after this instant.</summary>
    /// <remarks>Lets whoever concludes an idle expiry lose to an activity that was recorded in between. Not stored.</remarks>
    public DateTimeOffset? OnlyIfIdleSince { get; init; }
}
