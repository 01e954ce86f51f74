namespace Sojourn.Stores;

/// <summary>Keeps cut-offs: one per subject, one per tenant, one for everyone.</summary>
/// <remarks>
/// A sweep may drop a subject's cut-off that is older than the tombstones it removes, once no live record of the subject
/// was authenticated before it. Those of tenants and of everyone are few and stay.
/// </remarks>
public interface ICutOffStore
{
    /// <summary>Sets a cut-off in one write; the later instant of both wins, and an equal one replaces.</summary>
    /// <param name="cutOff">The cut-off. A default subject or tenant where the scope needs one is a misuse.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>When it is durable; the change feed announces it.</returns>
    /// <exception cref="ArgumentException">The scope's subject or tenant is missing.</exception>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken);

    /// <summary>The cut-offs of tenants and of everyone, for a node that starts or missed events.</summary>
    /// <param name="since">Only those at or after this instant of store time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>All of them, in no order. A subject's cut-off comes with each of its records instead.</returns>
    /// <exception cref="SessionStoreException">The engine failed.</exception>
    ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
