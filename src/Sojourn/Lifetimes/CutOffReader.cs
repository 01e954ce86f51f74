using Sojourn.Stores;

namespace Sojourn.Lifetimes;

/// <summary>Reads the cut-offs of tenants and of everyone from the store: they are on no record.</summary>
internal sealed class CutOffReader(ICutOffStore store, CutOffs known, StoreClock clock, SessionPolicy policy)
{
    /// <summary>Learns those that could void a session that still lives.</summary>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    public Task ReadAsync(CancellationToken cancellationToken) =>
        known.LoadAsync(store, clock.Now - policy.LongestAbsoluteTimeout, cancellationToken);
}
