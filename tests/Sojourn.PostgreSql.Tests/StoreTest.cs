using Npgsql;

namespace Sojourn.PostgreSql;

/// <summary>What tests share that leave the server as it is: a schema of their own, made at first use.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private readonly List<PostgreSqlSojournStore> _stores = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Schema { get; } = Schemas.New();

    protected NpgsqlDataSource Source { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Source = await Schemas.SourceAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await Schemas.DropAsync(Schema);
        GC.SuppressFinalize(this);
    }

    protected PostgreSqlSojournStore Open(Action<PostgreSqlStoreOptions>? configure = null, NpgsqlDataSource? source = null)
    {
        var options = new PostgreSqlStoreOptions { Schema = Schema, MigratesSchema = true, ChangePollInterval = Schemas.Poll };
        configure?.Invoke(options);
        _stores.Add(new PostgreSqlSojournStore(source ?? Source, options, TimeProvider.System));
        return _stores[^1];
    }

    protected Task<object?> RunAsync(string sql) => Schemas.RunAsync(Source, sql.Replace("#", Schema + ".", StringComparison.Ordinal));
}
