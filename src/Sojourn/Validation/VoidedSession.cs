using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>Why a live record is no session any more; <see cref="EndReason.None"/> = it is one.</summary>
/// <param name="Reason">The reason to end it with.</param>
/// <param name="OnlyIfIdleSince">The condition of the ending, for an idle expiry.</param>
internal readonly record struct VoidedSession(EndReason Reason, DateTimeOffset? OnlyIfIdleSince);
