using System.Diagnostics;

namespace Sojourn.Cli;

/// <summary>The built program as a process, as a script of an operator meets it.</summary>
internal static class Tool
{
    /// <summary>Runs it with the connection string in the environment, where it belongs.</summary>
    public static async Task<ToolAnswer> RunAsync(string? connection, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sojourn.Cli.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["SOJOURN_CONNECTION"] = connection;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolAnswer(process.ExitCode, await output, await errors);
    }
}
