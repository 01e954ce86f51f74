using Npgsql;
using Sojourn.PostgreSql;

namespace Sojourn.Cli;

/// <summary>A schema of a PostgreSQL database.</summary>
internal sealed class PostgreSqlTarget(string? connection, string schema) : ISchemaTarget
{
    private readonly NpgsqlDataSource? _source = string.IsNullOrWhiteSpace(connection) ? null : NpgsqlDataSource.Create(connection);

    public long Known => PostgreSqlSchema.Version;

    private PostgreSqlSchema Tables => new(_source ?? throw new InvalidOperationException("There is no connection string."), schema);

    public string ScriptFrom(long version) => PostgreSqlSchema.ScriptFrom(version, schema);

    public ValueTask<long> GetVersionAsync(CancellationToken cancellationToken) => Tables.GetVersionAsync(cancellationToken);

    public ValueTask<long> MigrateAsync(CancellationToken cancellationToken) => Tables.MigrateAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> VerifyAsync(CancellationToken cancellationToken) => Tables.VerifyAsync(cancellationToken);

    public async ValueTask<DateTimeOffset> CutOffEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var store = new PostgreSqlSojournStore(
            _source ?? throw new InvalidOperationException("There is no connection string."),
            new PostgreSqlStoreOptions { Schema = schema },
            TimeProvider.System);
        return await EveryoneCutOff.SetAsync(store, store, cancellationToken);
    }

    public ValueTask DisposeAsync() => _source?.DisposeAsync() ?? ValueTask.CompletedTask;
}
