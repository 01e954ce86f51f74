using Sojourn.Stores;
using Sojourn.Testing.Conformance;

namespace Sojourn.InMemory;

/// <summary>All nodes are the one store of this process.</summary>
public sealed class InMemoryFixture : StoreFixture
{
    private InMemorySojournStore? _store;

    public override StoreCapabilities Capabilities => StoreCapabilities.All;

    public override ValueTask<ISojournStore> OpenAsync(TimeProvider time) =>
        ValueTask.FromResult<ISojournStore>(_store ??= new InMemorySojournStore(time));
}
