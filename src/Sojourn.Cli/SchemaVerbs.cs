using System.Data.Common;
using Sojourn.PostgreSql;
using Sojourn.Sqlite;
using Sojourn.Stores;

namespace Sojourn.Cli;

/// <summary>The verbs of <c>sojourn schema</c>, and <c>sojourn cut-off</c>, which needs the tables as well.</summary>
/// <remarks>Results go to the output, faults to the errors; neither ever contains the connection string.</remarks>
internal sealed class SchemaVerbs(TextWriter output, TextWriter errors)
{
    public async Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        try
        {
            await using var target = Open(line);
            return line.Verb switch
            {
                "check" => await CheckAsync(target, cancellationToken),
                "migrate" => await MigrateAsync(target, cancellationToken),
                "verify" => await VerifyAsync(target, cancellationToken),
                CommandLine.CutOff => await CutOffAsync(target, cancellationToken),
                _ => await ScriptAsync(target, line.From),
            };
        }
        catch (ArgumentException)
        {
            // The driver's own words may quote a piece of a password that has a semicolon in it.
            await errors.WriteLineAsync("The connection string is malformed or has an unknown keyword. It is not repeated here.");
            return ExitCode.Misused;
        }
        catch (PostgreSqlSchemaException newer)
        {
            return await NewerAsync(newer.Found, newer.Known);
        }
        catch (SqliteSchemaException newer)
        {
            return await NewerAsync(newer.Found, newer.Known);
        }
        catch (Exception failure) when (failure is DbException or SessionStoreException)
        {
            await errors.WriteLineAsync($"The database failed: {(failure.InnerException ?? failure).Message}");
            return ExitCode.Failed;
        }
    }

    private static ISchemaTarget Open(CommandLine line) => line.Store is CommandLine.Sqlite
        ? new SqliteTarget(line.Connection)
        : new PostgreSqlTarget(line.Connection, line.Schema);

    private async Task<int> CheckAsync(ISchemaTarget target, CancellationToken cancellationToken)
    {
        var found = await target.GetVersionAsync(cancellationToken);
        if (found > target.Known)
        {
            return await NewerAsync(found, target.Known);
        }

        var tables = found == 0 ? "There are no tables" : $"The tables have version {found}";
        await output.WriteLineAsync($"{tables}; this tool makes version {target.Known}.");
        return found == target.Known ? ExitCode.Done : ExitCode.Different;
    }

    private async Task<int> MigrateAsync(ISchemaTarget target, CancellationToken cancellationToken)
    {
        var found = await target.MigrateAsync(cancellationToken);
        await output.WriteLineAsync(found == target.Known
            ? $"Nothing to do: the tables have version {found}."
            : $"Migrated from version {found} to {target.Known}.");
        return ExitCode.Done;
    }

    private async Task<int> VerifyAsync(ISchemaTarget target, CancellationToken cancellationToken)
    {
        var checking = await CheckAsync(target, cancellationToken);
        if (checking != ExitCode.Done)
        {
            return checking;
        }

        var missing = await target.VerifyAsync(cancellationToken);
        foreach (var name in missing)
        {
            await output.WriteLineAsync($"Missing: {name}");
        }

        return missing.Count == 0 ? ExitCode.Done : ExitCode.Different;
    }

    private async Task<int> CutOffAsync(ISchemaTarget target, CancellationToken cancellationToken)
    {
        // A store makes its tables itself when it may: there is nobody to sign out of tables that are not there.
        var checking = await CheckAsync(target, cancellationToken);
        if (checking != ExitCode.Done)
        {
            return checking;
        }

        var at = await target.CutOffEveryoneAsync(cancellationToken);
        await output.WriteLineAsync(
            $"Everybody who signed in before {at:u} is signed out. Nodes that follow the changes know it now, others within their staleness bound.");
        return ExitCode.Done;
    }

    private async Task<int> ScriptAsync(ISchemaTarget target, long from)
    {
        if (from > target.Known)
        {
            return await NewerAsync(from, target.Known);
        }

        await output.WriteAsync(target.ScriptFrom(from));
        return ExitCode.Done;
    }

    private async Task<int> NewerAsync(long found, long known)
    {
        await errors.WriteLineAsync($"The tables have version {found}; this tool knows version {known} and older. Update the tool.");
        return ExitCode.Newer;
    }
}
