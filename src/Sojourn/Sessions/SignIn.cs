namespace Sojourn.Sessions;

/// <summary>What is known at a sign-in.</summary>
internal sealed record SignIn
{
    public required SubjectId Subject { get; init; }

    public TenantId? Tenant { get; init; }

    /// <summary>What limits count; see <see cref="SessionRecord.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Store time at which the request that verified the first factor arrived.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required SessionDetails Details { get; init; }

    /// <summary>The serialised ticket, not sealed yet.</summary>
    public required ReadOnlyMemory<byte> Ticket { get; init; }

    /// <summary>Null = the policy's.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Null = the policy's.</summary>
    public TimeSpan? AbsoluteTimeout { get; init; }

    /// <summary>The session that this browser had before; it ends before the new one is handed out.</summary>
    public SessionId? Replaces { get; init; }
}
