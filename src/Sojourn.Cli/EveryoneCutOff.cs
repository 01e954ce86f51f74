using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Cli;

/// <summary>Signs everybody out of a store.</summary>
internal static class EveryoneCutOff
{
    /// <summary>Sets it at the store's present, or at an open suspension: whoever has signed in since then need not again.</summary>
    public static async ValueTask<DateTimeOffset> SetAsync(
        ISojournStore store, ICutOffStore cutOffStore, CancellationToken cancellationToken)
    {
        var known = await cutOffStore.ListAsync(DateTimeOffset.MinValue, cancellationToken);
        var settledUpTo = InstantOf(CutOffScope.Everyone);
        var suspendedBefore = InstantOf(CutOffScope.Suspension);
        var at = suspendedBefore > settledUpTo ? suspendedBefore : await store.GetTimeAsync(cancellationToken);
        await cutOffStore.SetAsync(
            new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, at, Except: null, EndReason.CutOff), cancellationToken);
        return at;

        DateTimeOffset InstantOf(CutOffScope scope) =>
            known.FirstOrDefault(cutOff => cutOff.Scope == scope)?.At ?? DateTimeOffset.MinValue;
    }
}
