using System.Diagnostics;

namespace Sojourn.PostgreSql;

/// <summary>The engine's own programs, run by an account that they accept.</summary>
internal static class PostgreSqlPrograms
{
    public static Process Launch(NetworkNamespace? network, string command, params string[] arguments)
    {
        // They refuse root.
        string[] account = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            : [];
        string[] line = [.. network?.Prefix ?? [], .. account, Find(command), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"'{command}' did not start.");
    }

    public static async Task CompleteAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var said = await output + await errors;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"A command of PostgreSQL failed: {said}");
        }
    }

    /// <summary>A process by its number; null when it is gone.</summary>
    public static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Looks on the path, and where Debian installs versions side by side.</summary>
    private static string Find(string command)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] installed = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)]
            : [];
        return path.Concat(installed.Select(version => Path.Combine(version, "bin")))
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"'{command}' is not here: install PostgreSQL 15, or run './test', which does.");
    }
}
