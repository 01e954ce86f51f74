using Sojourn.Stores;
using Sojourn.Testing.Conformance;

namespace Sojourn.PostgreSql;

/// <summary>A schema of its own on the shared server; nodes share the connections.</summary>
public sealed class PostgreSqlFixture : StoreFixture
{
    private readonly string _schema = Schemas.New();
    private readonly List<PostgreSqlSojournStore> _nodes = [];

    public override StoreCapabilities Capabilities => StoreCapabilities.All;

    public override async ValueTask<ISojournStore> OpenAsync(TimeProvider time)
    {
        var source = await Schemas.SourceAsync();
        _nodes.Add(new PostgreSqlSojournStore(
            source, new PostgreSqlStoreOptions { Schema = _schema, MigratesSchema = true, ChangePollInterval = Schemas.Poll }, time));
        return _nodes[^1];
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Schemas.DropAsync(_schema);
        await base.DisposeAsync();
    }
}
