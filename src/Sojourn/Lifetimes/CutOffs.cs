using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Lifetimes;

/// <summary>The cut-offs of tenants and of everyone that this node knows; a subject's comes with each of its records.</summary>
/// <remarks>
/// <see cref="_known"/> is replaced as a whole; a reader may see the list from before the last change. A suspension is kept
/// among them, because it must reach every node as they do, and voids nothing.
/// </remarks>
internal sealed class CutOffs
{
    private CutOff[] _known = [];

    /// <summary>The suspension that no cut-off for everyone has settled, or null.</summary>
    public CutOff? Suspension
    {
        get
        {
            CutOff? open = null;
            var settledUpTo = DateTimeOffset.MinValue;
            foreach (var cutOff in Volatile.Read(ref _known))
            {
                if (cutOff.Scope == CutOffScope.Suspension)
                {
                    open = cutOff;
                }
                else if (cutOff.Scope == CutOffScope.Everyone)
                {
                    settledUpTo = cutOff.At;
                }
            }

            return open is not null && settledUpTo < open.At ? open : null;
        }
    }

    /// <summary>Those of tenants and of everyone, a suspension included, as they are known at this moment.</summary>
    public IReadOnlyList<CutOff> All => Volatile.Read(ref _known);

    /// <summary>Whether a cut-off voids a session.</summary>
    public static bool Voids(
        CutOff cutOff, TenantId? tenant, SubjectId subject, DateTimeOffset authenticatedAt, SessionId id) =>
        cutOff.Scope != CutOffScope.Suspension && Concerns(cutOff, tenant, subject, authenticatedAt, id);

    /// <summary>Whether a cut-off voids or suspends a session.</summary>
    public static bool Concerns(
        CutOff cutOff, TenantId? tenant, SubjectId subject, DateTimeOffset authenticatedAt, SessionId id)
    {
        var inScope = cutOff.Scope switch
        {
            CutOffScope.Subject => cutOff.Subject == subject && cutOff.Tenant == tenant,
            CutOffScope.Tenant => cutOff.Tenant == tenant && tenant is not null,
            _ => true,
        };
        return inScope && authenticatedAt < cutOff.At && cutOff.Except != id;
    }

    /// <summary>The cut-off that voids a record, or null.</summary>
    public CutOff? Find(FoundSession found)
    {
        var session = found.Session;
        if (found.SubjectCutOff is { } own && VoidsRecord(own, session))
        {
            return own;
        }

        return Array.Find(Volatile.Read(ref _known), cutOff => VoidsRecord(cutOff, session));
    }

    /// <summary>The cut-off of a tenant or of everyone that voids what a lease speaks of, or null.</summary>
    public CutOff? Find(SessionView view)
    {
        // A loop: a lambda would be allocated at every use of a lease, cut-offs or none.
        foreach (var cutOff in Volatile.Read(ref _known))
        {
            if (Voids(cutOff, view.Tenant, view.Subject, view.AuthenticatedAt, view.Id))
            {
                return cutOff;
            }
        }

        return null;
    }

    /// <summary>Whether a session is suspended: nobody can say whether it has ended.</summary>
    public bool IsSuspended(DateTimeOffset authenticatedAt) => Suspension is { } open && authenticatedAt < open.At;

    /// <summary>Adds one that this node set or was told of.</summary>
    public void Add(CutOff cutOff)
    {
        if (cutOff.Scope == CutOffScope.Subject)
        {
            return;
        }

        var seen = Volatile.Read(ref _known);
        while (!seen.Any(known => IsReplacedBy(cutOff, known)))
        {
            CutOff[] next = [.. seen.Where(other => !IsInScopeOf(other, cutOff)), cutOff];
            var before = Interlocked.CompareExchange(ref _known, next, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Reads those that could void a session that still lives: for a node that starts.</summary>
    public async Task LoadAsync(ICutOffStore store, DateTimeOffset since, CancellationToken cancellationToken)
    {
        foreach (var cutOff in await store.ListAsync(since, cancellationToken))
        {
            Add(cutOff);
        }
    }

    private static bool VoidsRecord(CutOff cutOff, SessionRecord session) =>
        Voids(cutOff, session.Tenant, session.Subject, session.AuthenticatedAt, session.Id);

    // As in the store, the later one rules alone: a feed repeats itself, and an older cut-off that came again would void
    // the session that the later one spares. Of two at one instant the last that arrives rules.
    private static bool IsReplacedBy(CutOff older, CutOff known) => IsInScopeOf(older, known) && older.At < known.At;

    private static bool IsInScopeOf(CutOff one, CutOff other) => one.Scope == other.Scope && one.Tenant == other.Tenant;
}
