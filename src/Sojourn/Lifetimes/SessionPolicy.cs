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
    public static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan DefaultClockSkew = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DefaultCanaryInterval = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan DefaultRevocationPromise = TimeSpan.FromMilliseconds(100);
    public const int DefaultNearCacheCapacity = 131_072;

    public TimeSpan IdleTimeout { get; init; } = DefaultIdleTimeout;

    public TimeSpan AbsoluteTimeout { get; init; } = DefaultAbsoluteTimeout;

    /// <summary>No session outlives its sign-in by more than this; a cut-off older than it voids nothing any more.</summary>
    public TimeSpan LongestAbsoluteTimeout { get; init; } = TimeSpan.FromDays(400);

    public TimeSpan WarningLead { get; init; } = DefaultWarningLead;

    public TimeSpan RotationGrace { get; init; } = DefaultRotationGrace;

    public TimeSpan StalenessBound { get; init; } = DefaultStalenessBound;

    public TimeSpan TombstoneRetention { get; init; } = DefaultTombstoneRetention;

    /// <summary>How long a self-contained credential is believed without asking the store.</summary>
    public TimeSpan Lease { get; init; } = DefaultLease;

    /// <summary>How far the clocks of two nodes may stand apart.</summary>
    public TimeSpan ClockSkew { get; init; } = DefaultClockSkew;

    /// <summary>How long ends must be remembered so that no lease from before them is believed.</summary>
    public TimeSpan LongestLease => Lease + ClockSkew;

    /// <summary>How long after its last confirmation a session goes on where an outage of the store allows it; zero = never.</summary>
    public TimeSpan OutageLease { get; init; }

    /// <summary>How long what is known of a session must be remembered, since something from before it may be believed.</summary>
    public TimeSpan KnownFor => OutageLease > Lease ? OutageLease + ClockSkew : LongestLease;

    /// <summary>Believes leases although changes of other nodes may be unknown here.</summary>
    public bool BelievesLeasesWithoutFeed { get; init; }

    /// <summary>Sessions live in their leases alone: what this node knows besides is all that speaks against one.</summary>
    public bool IsStoreless { get; init; }

    public int NearCacheCapacity { get; init; } = DefaultNearCacheCapacity;

    /// <summary>How often the deployment ends a canary; zero = never.</summary>
    public TimeSpan CanaryInterval { get; init; } = DefaultCanaryInterval;

    /// <summary>Within what time a revocation that the feed tells of is to be refused here.</summary>
    public TimeSpan RevocationPromise { get; init; } = DefaultRevocationPromise;

    /// <summary>By kind; a kind that is not here has no limit.</summary>
    public IReadOnlyDictionary<string, SessionLimit> Limits { get; init; } = FrozenDictionary<string, SessionLimit>.Empty;
}
