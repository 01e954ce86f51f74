using Sojourn.Stores;

namespace Sojourn.Testing.Conformance;

/// <summary>What the author of a store writes beside deriving the suites: how to get an empty one.</summary>
/// <remarks>Each test makes its own fixture and disposes it, so nothing is shared and tests may run side by side.</remarks>
public abstract class StoreFixture : IAsyncDisposable
{
    /// <summary>What the store offers. Declared rather than guessed, so that a lost capability fails instead of vanishing.</summary>
    public abstract StoreCapabilities Capabilities { get; }

    /// <summary>Opens a node: the first call on a fixture makes fresh, empty data, later calls another node on the same data.</summary>
    /// <param name="time">Store time, for stores that follow the caller's clock.</param>
    /// <returns>The store; a store that lives in one process may return the same one. The fixture disposes it.</returns>
    public abstract ValueTask<ISojournStore> OpenAsync(TimeProvider time);

    /// <summary>Closes every node and removes the data.</summary>
    /// <returns>When nothing is left behind.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
