using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>A session as a store keeps it: columns for what a store conditions, sorts or indexes on, and two blobs for the rest.</summary>
/// <remarks>Every instant is store time, UTC, in whole milliseconds.</remarks>
public sealed record SessionRecord
{
    /// <summary>The session's public identifier.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Whom it belongs to; not <c>default</c>.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The subject's tenant, or null.</summary>
    public TenantId? Tenant { get; init; }

    /// <summary>What limits count: <c>browser</c>, <c>native</c>, or the host's own word, 1 to 32 characters.</summary>
    public required string Kind { get; init; }

    /// <summary>When the record was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the sign-in started: the arrival of the request that verified the first factor. Never changes.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The last activity that the renewal lane has written.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>How long the session may go unused.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>When the session ends whether used or not. Never moves later.</summary>
    public required DateTimeOffset AbsoluteAt { get; init; }

    /// <summary>The generation, the token hashes and what is known of the last rotation.</summary>
    public required TokenState Token { get; init; }

    /// <summary>The highest generation that a holder was seen using; 0 before the first use. Written by the renewal lane.</summary>
    public int Acknowledged { get; init; }

    /// <summary>When the current generation was last handed out, to ten seconds. Written by the renewal lane and by rotations.</summary>
    public DateTimeOffset HandedOutAt { get; init; }

    /// <summary>1 at creation, +1 with every change and at the end. Renewals leave it alone.</summary>
    public required long Version { get; init; }

    /// <summary>How the session ended; null while it lives.</summary>
    public SessionEnding? Ending { get; init; }

    /// <summary>Client context, device name, methods and the like, in the domain's own code; opaque to stores.</summary>
    public ReadOnlyMemory<byte> Details { get; init; }

    /// <summary>The sealed ticket, bound to <see cref="Id"/>; opaque to stores, empty in listings.</summary>
    public ReadOnlyMemory<byte> Ticket { get; init; }
}
