using Sojourn.Lifetimes;
using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>A validated session as one generation of its token sees it: facts that never change, and the last activity.</summary>
/// <remarks>
/// Shared between requests, so it holds bytes and values only; principals are built from <see cref="Ticket"/> for each
/// request. <see cref="_lastActivityAt"/> only grows and is written by <see cref="Interlocked"/>; a reader may be late by
/// one write. <see cref="HostState"/> is set once with equal content by whoever comes first.
/// </remarks>
internal sealed class SessionView
{
    private long _lastActivityAt;
    private bool _isQueued;
    private long _sealedActivityAt;

    public SessionView(SessionRecord record, SessionDetails details, int generation, ReadOnlyMemory<byte> ticket)
    {
        Id = record.Id;
        Subject = record.Subject;
        Tenant = record.Tenant;
        Kind = record.Kind;
        Version = record.Version;
        CreatedAt = record.CreatedAt;
        AuthenticatedAt = record.AuthenticatedAt;
        AbsoluteAt = record.AbsoluteAt;
        IdleTimeout = record.IdleTimeout;
        Generation = generation;
        IsCurrent = generation == record.Token.Generation;
        Details = details;
        Proof = IsBefore(record, generation) ? details.ProofBefore ?? details.Proof : details.Proof;
        Ticket = ticket;
        _lastActivityAt = record.LastActivityAt.UtcTicks;
        LastWrittenAt = record.LastActivityAt;
        ReportsActivity = details.ReportsActivity;
    }

    /// <summary>A session as a lease states it: worth what the lease says, whatever the record has become since.</summary>
    public SessionView(SessionLease lease)
    {
        Id = lease.Id;
        Subject = lease.Subject;
        Tenant = lease.Tenant;
        Kind = lease.Kind;
        Version = lease.Version;
        CreatedAt = lease.Id.CreatedAt;
        AuthenticatedAt = lease.AuthenticatedAt;
        AbsoluteAt = lease.AbsoluteAt;
        IdleTimeout = lease.IdleTimeout;
        Generation = lease.Generation;
        IsCurrent = true;
        IsLease = true;
        Proof = lease.Proof;
        Details = new SessionDetails
        {
            Carrier = lease.Carrier,
            Client = ClientContext.Unknown,
            Proof = lease.Proof,
            IsPersistent = lease.IsPersistent,
            HasRefreshInBody = lease.HasRefreshInBody,
            ReportsActivity = lease.ReportsActivity,
        };
        Ticket = lease.Ticket;
        HostState = lease.HostState;
        _lastActivityAt = lease.LastActivityAt.UtcTicks;
        LastWrittenAt = lease.LastActivityAt;
        _sealedActivityAt = lease.LastActivityAt.UtcTicks;
        ReportsActivity = lease.ReportsActivity;
    }

    public SessionId Id { get; }

    /// <summary>Whether this is what a lease says and not what the record says: client and device name are then unknown.</summary>
    public bool IsLease { get; }

    public SubjectId Subject { get; }

    public TenantId? Tenant { get; }

    public string Kind { get; }

    public long Version { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset AuthenticatedAt { get; }

    public DateTimeOffset AbsoluteAt { get; }

    public TimeSpan IdleTimeout { get; }

    /// <summary>The generation of the credential that was presented, never a newer one.</summary>
    public int Generation { get; }

    /// <summary>Whether that was the current one when the record was read; an older one has an older ticket.</summary>
    public bool IsCurrent { get; }

    public SessionDetails Details { get; }

    /// <summary>When and how the person proved themselves, as the presented generation may claim it.</summary>
    public SessionProof Proof { get; }

    /// <summary>The opened ticket of the presented generation.</summary>
    public ReadOnlyMemory<byte> Ticket { get; }

    /// <summary>What the host decoded from the ticket, so that it is decoded once per entry and not per request.</summary>
    public object? HostState { get; set; }

    /// <summary>Set once the page has reported activity itself: from then on only its reports renew.</summary>
    public bool ReportsActivity { get; set; }

    /// <summary>The activity that the store has, as far as this node knows. Guarded by the renewal lane's lock after the fill.</summary>
    public DateTimeOffset LastWrittenAt { get; set; }

    /// <summary>Whether a write of the last activity waits in the renewal lane.</summary>
    public bool IsQueued
    {
        get => Volatile.Read(ref _isQueued);
        set => Volatile.Write(ref _isQueued, value);
    }

    public DateTimeOffset LastActivityAt => new(Volatile.Read(ref _lastActivityAt), TimeSpan.Zero);

    /// <summary>The earlier of both deadlines.</summary>
    public DateTimeOffset DeadlineAt => Deadlines.Of(LastActivityAt, IdleTimeout, AbsoluteAt);

    /// <summary>Whether a generation is from before a rotation that may have changed what its holder may claim.</summary>
    public static bool IsBefore(SessionRecord record, int generation) =>
        generation < record.Token.Generation && record.Token.Cause != RotationCause.Refresh;

    /// <summary>Takes over what the node already knows of the same session, before this view is published.</summary>
    public void Continue(SessionView before)
    {
        Touch(before.LastActivityAt);
        ReportsActivity |= before.ReportsActivity;
        if (before.Version == Version && before.Generation == Generation)
        {
            HostState = before.HostState;
        }
    }

    /// <summary>Takes on the new lease that is due once the last activity is an interval later than the lease says.</summary>
    /// <returns>Whether the caller makes it; of several concurrent answers one does.</returns>
    public bool TryTakeSeal()
    {
        var stated = Volatile.Read(ref _sealedActivityAt);
        var latest = LastActivityAt.UtcTicks;
        return IsLease
            && latest - stated >= Deadlines.RenewalInterval(IdleTimeout).Ticks
            && Interlocked.CompareExchange(ref _sealedActivityAt, latest, stated) == stated;
    }

    /// <summary>Moves the last activity forward; never back.</summary>
    /// <returns>Whether it moved.</returns>
    public bool Touch(DateTimeOffset at)
    {
        var seen = Volatile.Read(ref _lastActivityAt);
        while (at.UtcTicks > seen)
        {
            var before = Interlocked.CompareExchange(ref _lastActivityAt, at.UtcTicks, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }
}
