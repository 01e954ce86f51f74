using System.Collections.Frozen;
using Sojourn.Lifetimes;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Turns validated options into what the domain works by.</summary>
internal static class SessionPolicyFactory
{
    /// <summary>The lease is the whole life, so what this node knows must reach back as far as the longest one.</summary>
    public static SessionPolicy CreateStoreless(SojournOptions options)
    {
        var remembered = options.RememberedAbsoluteTimeout ?? options.AbsoluteTimeout;
        var longest = remembered > options.AbsoluteTimeout ? remembered : options.AbsoluteTimeout;
        return Create(options) with
        {
            IsStoreless = true,
            Lease = longest,
            LongestAbsoluteTimeout = longest,
            BelievesLeasesWithoutFeed = true,
            OutageLease = TimeSpan.Zero,
        };
    }

    public static SessionPolicy Create(SojournOptions options) => new()
    {
        IdleTimeout = options.IdleTimeout,
        AbsoluteTimeout = options.AbsoluteTimeout,
        WarningLead = options.WarningLead,
        RotationGrace = options.RotationGrace,
        StalenessBound = options.StalenessBound,
        TombstoneRetention = options.TombstoneRetention,
        Lease = options.Lease,
        OutageLease = options.OutageLease,
        BelievesLeasesWithoutFeed = options.LeaseWithoutFeed == LeaseWithoutFeed.Believe,
        NearCacheCapacity = options.NearCacheCapacity,
        CanaryInterval = options.Canary.Interval,
        RevocationPromise = options.Canary.Promise,
        Limits = options.Limits.ToFrozenDictionary(
            limit => limit.Key,
            limit => new SessionLimit(limit.Value.Most, limit.Value.EndOldest),
            StringComparer.Ordinal),
    };
}
