namespace Sojourn.Sqlite;

/// <summary>The tables, and how a file of an older version becomes one of this version.</summary>
/// <remarks>
/// <para>
/// <c>PRAGMA user_version</c> counts the scripts that a file has been through. A script is never edited once released; a new
/// version appends one. A newer number than the scripts known here is refused before anything is read or written.
/// </para>
/// <para>
/// Instants are milliseconds since 1970 in UTC, durations milliseconds, ids 16 bytes in network order (they sort as
/// <c>SessionId</c> does), numbers of enumerations those of the domain. No tenant is the empty text, which no tenant can be.
/// </para>
/// </remarks>
internal static class SqliteSchema
{
    public static readonly string[] Scripts =
    [
        """
        CREATE TABLE sessions (
            id BLOB NOT NULL PRIMARY KEY,
            tenant TEXT NOT NULL,
            subject TEXT NOT NULL,
            kind TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            authenticated_at INTEGER NOT NULL,
            last_activity_at INTEGER NOT NULL,
            idle_timeout INTEGER NOT NULL,
            absolute_at INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            token_current BLOB NOT NULL,
            token_previous BLOB,
            derived_with INTEGER NOT NULL,
            rotation_cause INTEGER NOT NULL,
            rotated_at INTEGER NOT NULL,
            attempt BLOB NOT NULL,
            lost_answers INTEGER NOT NULL,
            acknowledged INTEGER NOT NULL,
            handed_out_at INTEGER NOT NULL,
            version INTEGER NOT NULL,
            end_reason INTEGER NOT NULL DEFAULT 0,
            ended_at INTEGER,
            ended_by TEXT,
            end_operation BLOB,
            details BLOB NOT NULL,
            ticket BLOB NOT NULL
        ) STRICT;

        CREATE INDEX sessions_by_subject ON sessions (subject, tenant, created_at, id);
        CREATE INDEX sessions_by_absolute ON sessions (absolute_at) WHERE ended_at IS NULL;
        CREATE INDEX sessions_by_idle ON sessions (last_activity_at + idle_timeout) WHERE ended_at IS NULL;
        CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE cut_offs (
            scope INTEGER NOT NULL,
            tenant TEXT NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL,
            except_id BLOB,
            reason INTEGER NOT NULL,
            PRIMARY KEY (scope, tenant, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE key_ring (
            slot INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
            version INTEGER NOT NULL,
            protected BLOB NOT NULL
        ) STRICT;

        CREATE TABLE changes (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            recorded_at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            id BLOB,
            version INTEGER NOT NULL,
            reason INTEGER NOT NULL,
            scope INTEGER,
            tenant TEXT,
            subject TEXT,
            cut_off_at INTEGER,
            except_id BLOB
        ) STRICT;

        CREATE TABLE changes_forgotten (
            slot INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
            position INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO changes_forgotten (slot, position, recorded_at) VALUES (1, 0, -9223372036854775808);
        """,
        """
        CREATE TABLE key_rings (
            name INTEGER NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            protected BLOB NOT NULL
        ) STRICT;
        INSERT INTO key_rings (name, version, protected) SELECT 1, version, protected FROM key_ring;
        DROP TABLE key_ring;
        """,
    ];

    /// <summary>The script that brings a file from a version to this one, as one transaction to run with <c>sqlite3</c>.</summary>
    /// <param name="version">The version that the file has; 0 = it has no tables.</param>
    public static string ScriptFrom(long version) =>
        $"""
         BEGIN IMMEDIATE;
         {string.Join('\n', Scripts.Skip((int)version))}
         PRAGMA user_version = {Scripts.Length};
         COMMIT;

         """;

    /// <summary>Brings a file to this version and to the journal that its readers need.</summary>
    /// <returns>The version that the file had.</returns>
    public static long Prepare(SqliteLane lane)
    {
        // Before anything is written, and again under the lock: a file of a newer version stays as it is.
        ThrowIfNewer(lane.Scalar("PRAGMA user_version"), Scripts.Length);

        // Asked first, because switching needs the file for oneself while asking does not.
        if (!string.Equals(lane.Text("PRAGMA journal_mode"), "wal", StringComparison.OrdinalIgnoreCase))
        {
            lane.Run("PRAGMA journal_mode = WAL");
        }

        return Migrate(lane, Scripts);
    }

    /// <summary>Brings a file to the version of the scripts.</summary>
    /// <returns>The version that the file had.</returns>
    public static long Migrate(SqliteLane lane, IReadOnlyList<string> scripts)
    {
        // Read under the write lock: of several processes that open a new file at once, one runs the scripts.
        lane.Begin();
        var found = lane.Scalar("PRAGMA user_version");
        if (found > scripts.Count)
        {
            lane.Rollback();
            ThrowIfNewer(found, scripts.Count);
        }

        foreach (var script in scripts.Skip((int)found))
        {
            lane.Run(script);
        }

        if (found < scripts.Count)
        {
            lane.Run($"PRAGMA user_version = {scripts.Count}");
        }

        lane.Commit();
        return found;
    }

    private static void ThrowIfNewer(long found, long known)
    {
        if (found > known)
        {
            throw new SqliteSchemaException(found, known);
        }
    }
}
