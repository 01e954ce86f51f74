namespace Sojourn.PostgreSql;

/// <summary>The tables are missing, or are of another version than this store's, which therefore leaves them alone.</summary>
/// <remarks>Always the cause of a <see cref="Stores.SessionStoreException"/>.</remarks>
public sealed class PostgreSqlSchemaException : Exception
{
    internal PostgreSqlSchemaException(string schema, long found, long known)
        : base(found > known
            ? PostgreSqlErrors.NewerSchema(schema, found, known)
            : PostgreSqlErrors.OlderSchema(schema, found, known))
    {
        Found = found;
        Known = known;
    }

    /// <summary>The version that the tables have; 0 when there are none.</summary>
    public long Found { get; }

    /// <summary>The version that this store works with.</summary>
    public long Known { get; }
}
