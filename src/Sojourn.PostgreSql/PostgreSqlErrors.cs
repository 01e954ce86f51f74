namespace Sojourn.PostgreSql;

/// <summary>Every message of this store, each with a stable number and a page under <c>docs/reference/errors</c>.</summary>
internal static class PostgreSqlErrors
{
    public static string EngineFailed(string operation) =>
        $"SOJ2101: Expected PostgreSQL to finish '{operation}', found an engine failure; whether it happened is unknown. " +
        "See the inner exception, and repeat what is safe to repeat.";

    public static string TimedOut(string operation, TimeSpan timeout) =>
        $"SOJ2102: Expected PostgreSQL to finish '{operation}' within '{timeout}', found no answer; whether it happened is " +
        "unknown. Look at the server and its locks, or raise 'Sojourn:PostgreSql:CommandTimeout'.";

    public static string OlderSchema(string schema, long found, long known) =>
        $"SOJ2103: Expected tables of version '{known}' in schema '{schema}', found " +
        (found == 0 ? "none" : $"version '{found}'") +
        $". Run the script of 'PostgreSqlSchema.ScriptFrom({found})' as an owner, or set 'Sojourn:PostgreSql:MigratesSchema'.";

    public static string NewerSchema(string schema, long found, long known) =>
        $"SOJ2104: Expected tables of version '{known}' or older in schema '{schema}', found '{found}'. " +
        "Update this process, or give it a schema of its own by 'Sojourn:PostgreSql:Schema'.";

    public static string UnknownValue(string column, long value) =>
        $"SOJ2105: Expected a known value in column '{column}', found '{value}', which a newer version may have written. " +
        "Update this process.";

    public static string OutOfRange(string option, object? found, string expected) =>
        $"SOJ2106: Expected 'Sojourn:PostgreSql:{option}' to be {expected}, found '{found}'. Choose a value in that range.";

    public static string Unsuitable(string setting, string? found, string expected) =>
        $"SOJ2107: Expected the database's '{setting}' to be '{expected}', found '{found}'. " +
        "Change it for the database or the role, or use another database.";

    public static string NoDataSource() =>
        "SOJ2108: Expected a connection string or a data source, found neither. Set 'Sojourn:PostgreSql:ConnectionString', " +
        "or register an 'NpgsqlDataSource' under the key that 'AddPostgreSql' was given.";

    public static string ForeignPlacement() =>
        "SOJ2109: Expected a session id made for its subject, found one of another placement, which listings would miss. " +
        "Make ids with 'SessionId.Create' of the same tenant and subject.";

    public static string NulCharacter() =>
        "SOJ2110: Expected a tenant, subject and kind without the character U+0000, which PostgreSQL keeps in no text, found one.";
}
