using System.Diagnostics;

namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>Programs of others, each on the core that is its own.</summary>
internal static class Command
{
    /// <summary>The core of what is measured; the database and the load have the other.</summary>
    public const string Measured = "0";

    public const string Load = "1";

    public static Process Start(string core, params string[] line)
    {
        var start = new ProcessStartInfo("taskset", ["-c", core, .. line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["NODE_ENV"] = "production";
        return Process.Start(start) ?? throw new InvalidOperationException($"'{line[0]}' did not start.");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string core, params string[] line)
    {
        using var process = Start(core, line);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{line[0]}' failed: {output}{await errors}");
    }
}
