using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace Sojourn.PostgreSql;

/// <summary>The store's tables: their version, the script that makes or migrates them, and whether they are what they should be.</summary>
/// <remarks>
/// A store never makes tables by itself unless <see cref="PostgreSqlStoreOptions.MigratesSchema"/> says so: in production the
/// process that serves requests should not own them.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/operate/postgresql.md">PostgreSQL</seealso>
public sealed class PostgreSqlSchema
{
    private readonly NpgsqlDataSource _source;
    private readonly string _schema;

    /// <summary>Looks at one schema of a database.</summary>
    /// <param name="source">How to reach it, as a role that owns the schema or may make it.</param>
    /// <param name="schema">The schema's name; see <see cref="PostgreSqlStoreOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public PostgreSqlSchema(NpgsqlDataSource source, string schema = PostgreSqlStoreOptions.DefaultSchema)
    {
        ArgumentNullException.ThrowIfNull(source);
        ThrowIfMalformed(schema);
        (_source, _schema) = (source, schema);
    }

    /// <summary>The version of the tables that this store works with.</summary>
    public static long Version => PostgreSqlScripts.All.Length;

    /// <summary>The script that brings tables to <see cref="Version"/>, as one transaction to run with <c>psql</c>.</summary>
    /// <param name="version">The version that they have; 0 = there are none.</param>
    /// <param name="schema">The schema's name.</param>
    /// <returns>The script; without any step when the version is current.</returns>
    /// <exception cref="ArgumentException">The version is negative or newer than this store's, or the name is malformed.</exception>
    public static string ScriptFrom(long version, string schema = PostgreSqlStoreOptions.DefaultSchema)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Version);
        ThrowIfMalformed(schema);
        var steps = PostgreSqlScripts.All.Skip((int)version).Select(script => script.Replace("#", schema + ".", StringComparison.Ordinal));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             BEGIN;
             CREATE SCHEMA IF NOT EXISTS {schema};
             {string.Join('\n', steps)}
             UPDATE {schema}.schema_version SET version = {Version};
             COMMIT;

             """);
    }

    /// <summary>Reads the version of the tables.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The version; 0 when there are no tables.</returns>
    public async ValueTask<long> GetVersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await ReadVersionAsync(connection, _schema, cancellationToken);
    }

    /// <summary>Makes or migrates the tables; safe on several nodes at once.</summary>
    /// <param name="cancellationToken">Stops it; what was done is rolled back.</param>
    /// <returns>The version that they had before.</returns>
    /// <exception cref="PostgreSqlSchemaException">They are newer than this store's.</exception>
    public async ValueTask<long> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await MigrateAsync(connection, _schema, cancellationToken);
    }

    /// <summary>Compares the tables, columns and indexes with what this version makes.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is missing or unusable, as <c>table.column</c> or the name of an index; empty when all is well.</returns>
    public async ValueTask<IReadOnlyList<string>> VerifyAsync(CancellationToken cancellationToken)
    {
        const string Present =
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = $1
            UNION ALL
            SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND i.indisvalid
            """;
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Present, connection) { Parameters = { new() { Value = _schema } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var present = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
        {
            present.Add(row.GetString(0));
        }

        return [.. PostgreSqlScripts.Expected.Where(name => !present.Contains(name))];
    }

    internal static async Task<long> ReadVersionAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        // A query of the catalogue and not 'to_regclass': that one may remember, behind a lock, what was missing before it.
        const string Exists =
            "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'schema_version')";
        await using var exists = new NpgsqlCommand(Exists, connection) { Parameters = { new() { Value = schema } } };
        return await exists.ExecuteScalarAsync(cancellationToken) is true
            ? await ScalarAsync(connection, $"SELECT version FROM {schema}.schema_version", cancellationToken)
            : 0;
    }

    internal static async Task<long> MigrateAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Of several nodes that start together one runs the script; the number is this store's own.
        await ScalarAsync(connection, "SELECT 1::bigint FROM pg_advisory_xact_lock(7306093221)", cancellationToken);
        var found = await ReadVersionAsync(connection, schema, cancellationToken);
        if (found > Version)
        {
            throw new PostgreSqlSchemaException(schema, found, Version);
        }

        if (found < Version)
        {
            var script = ScriptFrom(found, schema).Replace("BEGIN;", "", StringComparison.Ordinal).Replace("COMMIT;", "", StringComparison.Ordinal);
            await ExecuteAsync(connection, script, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly and a checked schema name.")]
    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this assembly and a checked schema name.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void ThrowIfMalformed(string schema)
    {
        if (!PostgreSqlConfiguration.IsSchemaName(schema))
        {
            throw new ArgumentException(
                PostgreSqlErrors.OutOfRange(
                    nameof(PostgreSqlStoreOptions.Schema), schema, "1 to 40 lower-case letters, digits and underscores, no digit first"),
                nameof(schema));
        }
    }
}
