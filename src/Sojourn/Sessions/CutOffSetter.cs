using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

/// <summary>Sets cut-offs, and tells this node at once.</summary>
internal sealed class CutOffSetter(ICutOffStore store, CutOffs known, NodeMemory memory, StoreClock clock)
{
    /// <summary>Voids every sign-in of a subject up to now but one session's.</summary>
    /// <returns>The cut-off, whose instant a session started by the same request takes as its start.</returns>
    public ValueTask<CutOff> SetAsync(
        SubjectSessions selection, EndReason reason, CancellationToken cancellationToken) => SetAsync(
            new CutOff(CutOffScope.Subject, selection.Subject, selection.Tenant, clock.Now, selection.Except, reason),
            cancellationToken);

    /// <summary>Voids every sign-in in a tenant up to now.</summary>
    public ValueTask<CutOff> SetForTenantAsync(TenantId tenant, EndReason reason, CancellationToken cancellationToken) =>
        SetAsync(new CutOff(CutOffScope.Tenant, Subject: null, tenant, clock.Now, Except: null, reason), cancellationToken);

    /// <summary>Voids every sign-in of everyone up to now.</summary>
    public ValueTask<CutOff> SetForEveryoneAsync(EndReason reason, CancellationToken cancellationToken) => SetAsync(
        new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, clock.Now, Except: null, reason), cancellationToken);

    /// <summary>Whether a live record's sign-in is void by the cut-off of its tenant or of everyone.</summary>
    public bool IsVoid(SessionRecord session) =>
        session.Ending is null && known.Find(new FoundSession(session, SubjectCutOff: null)) is not null;

    private async ValueTask<CutOff> SetAsync(CutOff cutOff, CancellationToken cancellationToken)
    {
        await store.SetAsync(cutOff, cancellationToken);
        known.Add(cutOff);
        memory.CutOff(cutOff);
        return cutOff;
    }
}
