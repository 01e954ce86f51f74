using System.Collections.Frozen;
using Sojourn.Lifetimes;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Turns validated options into what the domain works by.</summary>
internal static class SessionPolicyFactory
{
    public static SessionPolicy Create(SojournOptions options) => new()
    {
        IdleTimeout = options.IdleTimeout,
        AbsoluteTimeout = options.AbsoluteTimeout,
        WarningLead = options.WarningLead,
        RotationGrace = options.RotationGrace,
        StalenessBound = options.StalenessBound,
        TombstoneRetention = options.TombstoneRetention,
        Lease = options.Lease,
        BelievesLeasesWithoutFeed = options.LeaseWithoutFeed == LeaseWithoutFeed.Believe,
        NearCacheCapacity = options.NearCacheCapacity,
        Limits = options.Limits.ToFrozenDictionary(
            limit => limit.Key,
            limit => new SessionLimit(limit.Value.Most, limit.Value.EndOldest),
            StringComparer.Ordinal),
    };
}
