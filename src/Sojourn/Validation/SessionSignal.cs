using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What happened to a session: it ended for a reason, or it changed.</summary>
/// <param name="Reason">The reason of an end; <see cref="EndReason.None"/> = it changed.</param>
internal readonly record struct SessionSignal(EndReason Reason)
{
    public static SessionSignal Changed { get; } = new(EndReason.None);

    public bool IsEnd => Reason != EndReason.None;
}
