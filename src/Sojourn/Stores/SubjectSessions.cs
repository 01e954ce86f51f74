using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>Selects sessions of one subject.</summary>
/// <param name="Tenant">The subject's tenant; null selects sessions without a tenant, never those of every tenant.</param>
/// <param name="Subject">The subject; <c>default</c> is a misuse, never "everybody".</param>
/// <param name="Except">One session to leave out, or null.</param>
/// <param name="IncludeEnded">Whether listings show tombstones; endings never touch them.</param>
public sealed record SubjectSessions(TenantId? Tenant, SubjectId Subject, SessionId? Except, bool IncludeEnded);
