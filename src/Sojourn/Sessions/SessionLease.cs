using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>A session as a self-contained credential states it: believed for a short time, then checked with the store.</summary>
/// <remarks>
/// Only a carrier that has verified a credential makes one; immutable, shared between requests. Instants are store time.
/// </remarks>
internal sealed record SessionLease
{
    public required SessionId Id { get; init; }

    public required Carrier Carrier { get; init; }

    public required SubjectId Subject { get; init; }

    public TenantId? Tenant { get; init; }

    public required string Kind { get; init; }

    /// <summary>The generation that it was issued for.</summary>
    public required int Generation { get; init; }

    /// <summary>The record's version when it was issued; orders leases of one session.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset AuthenticatedAt { get; init; }

    public required SessionProof Proof { get; init; }

    public required DateTimeOffset LastActivityAt { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required DateTimeOffset AbsoluteAt { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The end of the lease; the store is asked from then on.</summary>
    public required DateTimeOffset BelievedUntil { get; init; }

    public bool IsPersistent { get; init; }

    public bool ReportsActivity { get; init; }

    /// <summary>Whether the session's refresh tokens travel in bodies.</summary>
    public bool HasRefreshInBody { get; init; }

    /// <summary>The person's claims as the host coded them; empty when <see cref="HostState"/> holds them.</summary>
    public ReadOnlyMemory<byte> Ticket { get; init; }

    /// <summary>What the carrier has already decoded for the host, or null.</summary>
    public object? HostState { get; init; }

    /// <summary>The token sealed in with it, by which the store is asked after the lease; null = the credential has none.</summary>
    public SessionToken? Reference { get; init; }
}
