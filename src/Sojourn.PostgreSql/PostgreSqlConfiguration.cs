using System.Text.RegularExpressions;

namespace Sojourn.PostgreSql;

/// <summary>The options after validation, and the texts of statements with names filled in.</summary>
internal sealed partial class PostgreSqlConfiguration
{
    public PostgreSqlConfiguration(PostgreSqlStoreOptions options, bool needsConnectionString)
    {
        var faults = Validate(options, needsConnectionString).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', faults), nameof(options));
        }

        Schema = options.Schema;
        CommandTimeout = options.CommandTimeout;
        ChangePollInterval = options.ChangePollInterval;
        ChangeRetention = options.ChangeRetention;
        Listen = options.Listen;
        PreparesStatements = options.PreparesStatements;
        MigratesSchema = options.MigratesSchema;
    }

    public string Schema { get; }

    public TimeSpan CommandTimeout { get; }

    public TimeSpan ChangePollInterval { get; }

    public TimeSpan ChangeRetention { get; }

    public bool Listen { get; }

    public bool PreparesStatements { get; }

    public bool MigratesSchema { get; }

    public string Channel => $"{Schema}_changes";

    /// <summary>Fills in the names: <c>#</c> before a table, <c>$now</c>, and <c>$notify</c>.</summary>
    public string Fill(string text) => text
        .Replace("#", Schema + ".", StringComparison.Ordinal)
        .Replace("$now", "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint", StringComparison.Ordinal)
        .Replace("$notify", Listen ? $"pg_notify('{Channel}', '')::text" : "NULL::text", StringComparison.Ordinal);

    public static bool IsSchemaName(string? schema) => schema is not null && SchemaPattern().IsMatch(schema);

    private static IEnumerable<string> Validate(PostgreSqlStoreOptions options, bool needsConnectionString)
    {
        if (needsConnectionString && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return PostgreSqlErrors.NoDataSource();
        }

        // Written into statements and, with a suffix, into the name of the channel, which PostgreSQL cuts at 63 bytes.
        if (!IsSchemaName(options.Schema))
        {
            yield return PostgreSqlErrors.OutOfRange(
                nameof(options.Schema), options.Schema, "1 to 40 lower-case letters, digits and underscores, no digit first");
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(1))
        {
            yield return PostgreSqlErrors.OutOfRange(
                nameof(options.CommandTimeout), options.CommandTimeout, "1 second to 1 minute");
        }

        if (options.ChangePollInterval < TimeSpan.FromMilliseconds(10)
            || options.ChangePollInterval > TimeSpan.FromMilliseconds(500))
        {
            yield return PostgreSqlErrors.OutOfRange(
                nameof(options.ChangePollInterval), options.ChangePollInterval, "10 to 500 milliseconds");
        }

        if (options.ChangeRetention < TimeSpan.FromMinutes(2) || options.ChangeRetention > TimeSpan.FromDays(1))
        {
            yield return PostgreSqlErrors.OutOfRange(
                nameof(options.ChangeRetention), options.ChangeRetention, "2 minutes to 1 day");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SchemaPattern();
}
