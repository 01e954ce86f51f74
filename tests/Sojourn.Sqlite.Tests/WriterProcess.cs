using System.Diagnostics;

namespace Sojourn.Sqlite;

/// <summary>Another process that writes to the same file.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    public WriterProcess(string mode, string database)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sojourn.Sqlite.Writer.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, mode, database])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The writer did not start.");
    }

    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The next line; null when the process is gone. A line that a kill cut off is not one.</summary>
    public async Task<WriterReport?> HearAsync(CancellationToken cancellationToken)
    {
        var parts = (await _process.StandardOutput.ReadLineAsync(cancellationToken))?.Split(' ');
        return parts is { Length: 3 }
            ? new WriterReport(parts[0], new(Guid.TryParse(parts[1], out var id) ? id : default), long.Parse(parts[2]))
            : null;
    }

    /// <summary>The signal that no process can handle.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }
}
