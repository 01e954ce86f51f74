using Npgsql;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>What is looked at before the first call: whether the database suits, and the version of the tables.</summary>
internal static class PostgreSqlOpening
{
    public static async Task<OpenedDatabase> OpenAsync(
        NpgsqlDataSource source, PostgreSqlConfiguration configuration, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var durability = await JudgeAsync(connection, cancellationToken);
        var found = await PostgreSqlSchema.ReadVersionAsync(connection, configuration.Schema, cancellationToken);
        if (found > PostgreSqlSchema.Version || (found < PostgreSqlSchema.Version && !configuration.MigratesSchema))
        {
            throw new PostgreSqlSchemaException(configuration.Schema, found, PostgreSqlSchema.Version);
        }

        if (found < PostgreSqlSchema.Version)
        {
            found = await PostgreSqlSchema.MigrateAsync(connection, configuration.Schema, cancellationToken);
        }

        return new OpenedDatabase(found, durability);
    }

    private static async Task<string> JudgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Settings =
            """
            SELECT current_setting('server_encoding'), current_setting('default_transaction_isolation'),
                current_setting('synchronous_commit')
            """;
        await using var command = new NpgsqlCommand(Settings, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        // A subject is any text, and two of them must stay two.
        Require("server_encoding", row.GetString(0), "UTF8");
        // Each statement of a call must see what was committed before it, the lock of the statement in front included.
        Require("default_transaction_isolation", row.GetString(1), "read committed");
        return row.GetString(2);
    }

    private static void Require(string setting, string found, string expected)
    {
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new SessionStoreException(PostgreSqlErrors.Unsuitable(setting, found, expected), null);
        }
    }
}
