using Sojourn.Stores;
using Sojourn.Testing.Conformance;

namespace Sojourn.Sqlite;

/// <summary>A file in a folder of its own; every node opens it anew.</summary>
public sealed class SqliteFixture : StoreFixture
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteSojournStore> _nodes = [];

    public override StoreCapabilities Capabilities => StoreCapabilities.All;

    public override ValueTask<ISojournStore> OpenAsync(TimeProvider time)
    {
        _nodes.Add(new SqliteSojournStore(new SqliteStoreOptions { Path = _folder.Database }, time));
        return ValueTask.FromResult<ISojournStore>(_nodes[^1]);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _folder.Dispose();
        await base.DisposeAsync();
    }
}
