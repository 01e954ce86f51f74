using System.Diagnostics;

namespace Sojourn.Browser.Nodes;

/// <summary>The sample bank as a process of its own, which may be stopped and started again on the same port.</summary>
internal sealed class BankNode(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private ServerProcess? _process;

    /// <summary>Host and port, as the proxy names it.</summary>
    public string Authority { get; } = $"127.0.0.1:{LoopbackPort.Free()}";

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Bank.dll")])
        {
            WorkingDirectory = Checkout.PathOf("samples/Bank"),
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://{Authority}";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = await ServerProcess.StartAsync(start, "Now listening on");
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
