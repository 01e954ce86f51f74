namespace Sojourn.Sqlite;

/// <summary>The file was written by a newer version of the store than this one, which therefore leaves it alone.</summary>
/// <remarks>Always the cause of a <see cref="Stores.SessionStoreException"/>. Update this process, or give it a file of its own.</remarks>
public sealed class SqliteSchemaException : Exception
{
    internal SqliteSchemaException(long found, long known)
        : base(SqliteErrors.NewerSchema(found, known))
    {
        Found = found;
        Known = known;
    }

    /// <summary>The schema version that the file has.</summary>
    public long Found { get; }

    /// <summary>The newest schema version that this store knows.</summary>
    public long Known { get; }
}
