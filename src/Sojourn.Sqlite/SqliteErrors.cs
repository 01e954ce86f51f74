namespace Sojourn.Sqlite;

/// <summary>Every message of this store, each with a stable number and a page under <c>docs/reference/errors</c>.</summary>
internal static class SqliteErrors
{
    public static string EngineFailed(string operation) =>
        $"SOJ2401: Expected SQLite to finish '{operation}', found an engine failure; whether it happened is unknown. " +
        "See the inner exception, and repeat what is safe to repeat.";

    public static string NewerSchema(long found, long known) =>
        $"SOJ2402: Expected a file with schema version '{known}' or older, found '{found}'. " +
        "Update this process, or give it a file of its own by 'Sojourn:Sqlite:Path'.";

    public static string UnknownValue(string column, long value) =>
        $"SOJ2403: Expected a known value in column '{column}', found '{value}', which a newer version may have written. " +
        "Update this process.";

    public static string NoFile(string? path, string? connectionString) =>
        "SOJ2404: Expected exactly one of 'Sojourn:Sqlite:Path' and 'Sojourn:Sqlite:ConnectionString', naming a file that " +
        $"processes can share, found '{path}' and {(connectionString is null ? "none" : "a connection string")}. Name one file.";

    public static string OutOfRange(string option, object found, string expected) =>
        $"SOJ2405: Expected 'Sojourn:Sqlite:{option}' to be {expected}, found '{found}'. Choose a value in that range.";
}
