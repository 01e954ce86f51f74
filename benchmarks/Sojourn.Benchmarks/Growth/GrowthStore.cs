using Sojourn.Stores;

namespace Sojourn.Benchmarks.Growth;

/// <summary>One store to be filled and measured.</summary>
internal abstract class GrowthStore : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract ISojournStore Store { get; }

    public abstract IBulk OpenBulk();

    /// <summary>What its files or tables take, in bytes; 0 where there are none.</summary>
    public abstract Task<long> SizeAsync();

    public abstract ValueTask DisposeAsync();
}
