using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>An instant before which every sign-in in its scope is void. No record is touched by it, no deadline moves.</summary>
/// <param name="Scope">Whose sign-ins.</param>
/// <param name="Subject">The subject; set exactly when the scope is <see cref="CutOffScope.Subject"/>.</param>
/// <param name="Tenant">The tenant; set when the scope is <see cref="CutOffScope.Tenant"/>, optional for a subject.</param>
/// <param name="At">Store time. A sign-in that started before it is void, one that started at it is not.</param>
/// <param name="Except">The one session that is spared: the one that changed the password.</param>
/// <param name="Reason">The reason that a voided session ends with.</param>
public sealed record CutOff(
    CutOffScope Scope, SubjectId? Subject, TenantId? Tenant, DateTimeOffset At, SessionId? Except, EndReason Reason);
