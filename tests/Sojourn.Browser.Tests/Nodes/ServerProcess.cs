using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sojourn.Browser.Nodes;

/// <summary>A program that serves until it is told to end, and says itself when it is ready.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts it and returns once one of its lines has the words.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, string ready)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(isReady.Task, process.WaitForExitAsync()) != isReady.Task)
        {
            throw new InvalidOperationException($"'{start.FileName}' ended before it was ready: {said}");
        }

        return new ServerProcess(process);

        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }

            if (line.Data?.Contains(ready, StringComparison.Ordinal) == true)
            {
                isReady.TrySetResult();
            }
        }
    }

    /// <summary>Asks it to end in order, as an operator's restart does.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-s", "TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }
}
