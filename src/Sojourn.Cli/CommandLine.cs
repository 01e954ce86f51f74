using System.Globalization;
using Sojourn.PostgreSql;

namespace Sojourn.Cli;

/// <summary>What was asked for: from the arguments and, for what other users of the machine may not read, the environment.</summary>
/// <remarks>No fault repeats a value: one of them may be a connection string in the wrong place.</remarks>
internal sealed class CommandLine
{
    public const string ConnectionVariable = "SOJOURN_CONNECTION";

    public const string PostgreSql = "postgresql";

    public const string Sqlite = "sqlite";

    public const string Usage =
        """
        sojourn schema check   --store postgresql|sqlite [--connection TEXT] [--schema NAME]
        sojourn schema migrate --store postgresql|sqlite [--connection TEXT] [--schema NAME]
        sojourn schema verify  --store postgresql|sqlite [--connection TEXT] [--schema NAME]
        sojourn schema script  --store postgresql|sqlite [--from VERSION] [--schema NAME]
        sojourn cut-off everyone --store postgresql|sqlite [--connection TEXT] [--schema NAME]

          check    says which version the tables have
          migrate  makes the tables, or brings them to this tool's version
          verify   names what is missing
          script   prints what 'migrate' would run, from a version (0 = no tables); needs no database
          cut-off everyone
                   signs everybody out. After a store was set back: everybody who had signed in before that was noticed

          --connection  a connection string, or for SQLite also the file. Better in the environment variable
                        SOJOURN_CONNECTION: other users of a machine can read arguments.
          --schema      PostgreSQL's schema, 'sojourn' by default.

        Exit codes: 0 done, all is well; 1 tables missing, older or incomplete; 2 wrong arguments;
        3 the database failed or could not be reached; 4 the tables are newer than this tool.
        """;

    public const string CutOff = "cut-off";

    private static readonly string[] Verbs = ["check", "migrate", "verify", "script"];

    private string? _from;
    private string? _schema;

    private CommandLine(string? connection) => Connection = connection;

    public string Verb { get; private set; } = "";

    public string Store { get; private set; } = "";

    public string? Connection { get; private set; }

    public string Schema => _schema ?? PostgreSqlStoreOptions.DefaultSchema;

    public long From { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <returns>What was asked for; null when there is a fault.</returns>
    public static CommandLine? Parse(string[] arguments, string? connection, out string fault)
    {
        var line = new CommandLine(connection);
        fault = line.FaultOfReading(arguments) ?? line.FaultOfMeaning() ?? "";
        return fault.Length == 0 ? line : null;
    }

    private string? FaultOfReading(string[] arguments)
    {
        switch (arguments)
        {
            case ["schema", var verb, ..] when Verbs.Contains(verb, StringComparer.Ordinal):
                Verb = verb;
                break;
            case [CutOff, "everyone", ..]:
                Verb = CutOff;
                break;
            default:
                return "Expected 'schema' and one of 'check', 'migrate', 'verify' and 'script', or 'cut-off everyone'.";
        }

        for (var index = 2; index < arguments.Length; index += 2)
        {
            if (index + 1 == arguments.Length || !Take(arguments[index], arguments[index + 1]))
            {
                return "Expected '--store', '--connection', '--schema' or '--from', each with a value behind it.";
            }
        }

        return null;
    }

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "--store":
                Store = value;
                return true;
            case "--connection":
                Connection = value;
                return true;
            case "--schema":
                _schema = value;
                return true;
            case "--from":
                _from = value;
                return true;
            default:
                return false;
        }
    }

    private string? FaultOfMeaning()
    {
        if (Store is not (PostgreSql or Sqlite))
        {
            return $"Expected '--store {PostgreSql}' or '--store {Sqlite}'.";
        }

        if (_schema is not null && (Store is not PostgreSql || !PostgreSqlConfiguration.IsSchemaName(_schema)))
        {
            return "Expected '--schema' for PostgreSQL only: 1 to 40 lower-case letters, digits and underscores, no digit first.";
        }

        if (_from is not null)
        {
            var isNumber = long.TryParse(_from, NumberStyles.None, CultureInfo.InvariantCulture, out var from);
            From = from;
            return isNumber && Verb is "script" ? null : "Expected '--from' with 'script' only, and a version: 0 or higher.";
        }

        return Verb is not "script" && string.IsNullOrWhiteSpace(Connection)
            ? $"Expected a connection string in the environment variable '{ConnectionVariable}', or '--connection'."
            : null;
    }
}
