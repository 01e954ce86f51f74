using Sojourn.Sqlite;

namespace Sojourn.Cli;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteTarget(string? connection) : ISchemaTarget
{
    private readonly SqliteStoreOptions? _options = string.IsNullOrWhiteSpace(connection) ? null : Options(connection);

    public long Known => SqliteSchema.Scripts.Length;

    private SqliteStoreOptions Given => _options ?? throw new InvalidOperationException("There is no connection string.");

    private SqliteFile File => new(new SqliteConfiguration(Given));

    public string ScriptFrom(long version) => SqliteSchema.ScriptFrom(version);

    public ValueTask<long> GetVersionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(File.GetVersion());

    public ValueTask<long> MigrateAsync(CancellationToken cancellationToken) => ValueTask.FromResult(File.Migrate());

    public ValueTask<IReadOnlyList<string>> VerifyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(File.Verify());

    public async ValueTask<DateTimeOffset> CutOffEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var store = new SqliteSojournStore(Given, TimeProvider.System);
        return await EveryoneCutOff.SetAsync(store, store, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A text with '=' is a connection string; a file whose name has one is named by 'Data Source='.</summary>
    private static SqliteStoreOptions Options(string connection) => connection.Contains('=', StringComparison.Ordinal)
        ? new SqliteStoreOptions { ConnectionString = connection }
        : new SqliteStoreOptions { Path = connection };
}
