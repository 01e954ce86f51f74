using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

/// <summary>Sets cut-offs, and tells this node at once.</summary>
internal sealed class SubjectCutOffs(ICutOffStore store, CutOffs known, NodeMemory memory, StoreClock clock)
{
    /// <summary>Voids every sign-in of a subject up to now but one session's.</summary>
    /// <returns>The cut-off, whose instant a session started by the same request takes as its start.</returns>
    public async ValueTask<CutOff> SetAsync(
        SubjectSessions selection, EndReason reason, CancellationToken cancellationToken)
    {
        var cutOff = new CutOff(
            CutOffScope.Subject, selection.Subject, selection.Tenant, clock.Now, selection.Except, reason);
        await store.SetAsync(cutOff, cancellationToken);
        known.Add(cutOff);
        memory.CutOff(cutOff);
        return cutOff;
    }
}
