using Sojourn.InMemory;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Benchmarks.Growth;

/// <summary>The memory of this process, filled through the store's own contract.</summary>
internal sealed class MemoryGrowth : GrowthStore
{
    private readonly InMemorySojournStore _store = new(TimeProvider.System);

    public override string Name => "memory";

    public override ISojournStore Store => _store;

    public override IBulk OpenBulk() => new Bulk(_store);

    public override Task<long> SizeAsync() => Task.FromResult(0L);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Bulk(InMemorySojournStore store) : IBulk
    {
        public void Add(SessionRecord session)
        {
            // It completes at once: there is nothing to wait for.
            var created = store.CreateAsync(session, limit: null, CancellationToken.None);
            if (!created.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The store in memory refused a session or waited for something.");
            }
        }

        public Task CompleteAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
