using System.Collections.Frozen;
using Sojourn.Stores;

namespace Sojourn.Lifetimes;

/// <summary>The validated settings that the domain works by; immutable.</summary>
internal sealed record SessionPolicy
{
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan DefaultAbsoluteTimeout = TimeSpan.FromHours(12);
    public static readonly TimeSpan DefaultWarningLead = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan DefaultRotationGrace = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan DefaultStalenessBound = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan DefaultTombstoneRetention = TimeSpan.FromDays(28);
    public const int DefaultNearCacheCapacity = 131_072;

    public TimeSpan IdleTimeout { get; init; } = DefaultIdleTimeout;

    public TimeSpan AbsoluteTimeout { get; init; } = DefaultAbsoluteTimeout;

    /// <summary>No session outlives its sign-in by more than this; a cut-off older than it voids nothing any more.</summary>
    public TimeSpan LongestAbsoluteTimeout { get; init; } = TimeSpan.FromDays(400);

    public TimeSpan WarningLead { get; init; } = DefaultWarningLead;

    public TimeSpan RotationGrace { get; init; } = DefaultRotationGrace;

    public TimeSpan StalenessBound { get; init; } = DefaultStalenessBound;

    public TimeSpan TombstoneRetention { get; init; } = DefaultTombstoneRetention;

    public int NearCacheCapacity { get; init; } = DefaultNearCacheCapacity;

    /// <summary>By kind; a kind that is not here has no limit.</summary>
    public IReadOnlyDictionary<string, SessionLimit> Limits { get; init; } = FrozenDictionary<string, SessionLimit>.Empty;
}
