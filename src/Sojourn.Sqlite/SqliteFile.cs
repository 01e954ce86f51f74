using Microsoft.Data.Sqlite;

namespace Sojourn.Sqlite;

/// <summary>A file's tables as an operator sees them: which version, and what is missing. Only migrating makes or changes any.</summary>
internal sealed class SqliteFile(SqliteConfiguration configuration)
{
    private const string Present =
        """
        SELECT t.name || '.' || c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
        UNION ALL
        SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite%'
        """;

    /// <summary>Reads the version; 0 when there is no file or it has no tables.</summary>
    public long GetVersion()
    {
        if (!Exists())
        {
            return 0;
        }

        using var connection = new SqliteConnection(Existing());
        connection.Open();
        using var version = new SqliteStatement(connection, "PRAGMA user_version");
        return version.Single(row => row.GetInt64(0));
    }

    /// <summary>Makes or migrates the tables, as a store does when it opens.</summary>
    /// <returns>The version that they had.</returns>
    /// <exception cref="SqliteSchemaException">They are newer than this version's.</exception>
    public long Migrate()
    {
        using var lane = new SqliteLane(configuration);
        return SqliteSchema.Prepare(lane);
    }

    /// <summary>Compares the columns and indexes with those that the scripts make.</summary>
    /// <returns>What is missing, as <c>table.column</c> or the name of an index.</returns>
    public IReadOnlyList<string> Verify()
    {
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        foreach (var script in SqliteSchema.Scripts)
        {
            using var statement = new SqliteStatement(fresh, script);
            statement.Execute();
        }

        var present = new HashSet<string>(StringComparer.Ordinal);
        if (Exists())
        {
            using var connection = new SqliteConnection(Existing());
            connection.Open();
            present.UnionWith(NamesIn(connection));
        }

        return [.. NamesIn(fresh).Where(name => !present.Contains(name)).Order(StringComparer.Ordinal)];
    }

    private static List<string> NamesIn(SqliteConnection connection)
    {
        using var names = new SqliteStatement(connection, Present);
        return names.Rows(row => row.GetString(0));
    }

    private bool Exists() => File.Exists(new SqliteConnectionStringBuilder(configuration.ConnectionString).DataSource);

    /// <summary>Looking must not make a file, which opening does by default.</summary>
    private string Existing() =>
        new SqliteConnectionStringBuilder(configuration.ConnectionString) { Mode = SqliteOpenMode.ReadWrite }.ToString();
}
