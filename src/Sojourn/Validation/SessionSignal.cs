using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What happened to a session: it ended for a reason, or it changed.</summary>
/// <param name="Reason">The reason of an end; <see cref="EndReason.None"/> = it changed.</param>
/// <param name="At">Store time of an end's arrival: from then on this node refuses the session.</param>
internal readonly record struct SessionSignal(EndReason Reason, DateTimeOffset At)
{
    public static SessionSignal Changed { get; } = new(EndReason.None, default);

    public bool IsEnd => Reason != EndReason.None;
}
