using Microsoft.Playwright;

namespace Sojourn.Browser.Nodes;

/// <summary>The bank as a process of its own whose sessions live for seconds, by nothing but its settings.</summary>
internal sealed class ShortLivedBank : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sojourn-short-");
    private readonly BankNode _node;

    private ShortLivedBank(string carrier) => _node = new BankNode(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Bank__DataDirectory"] = _data.FullName,
        ["Sojourn__Carrier"] = carrier,
        ["Sojourn__IdleTimeout"] = "00:00:30",
        ["Sojourn__WarningLead"] = "00:00:15",
    });

    public static async Task<ShortLivedBank> OpenAsync(string carrier)
    {
        var bank = new ShortLivedBank(carrier);
        await bank._node.StartAsync();
        return bank;
    }

    public Task<IBrowserContext> NewBrowserAsync(Chromium chromium) =>
        chromium.NewBrowserAsync(_node.Authority.Replace("127.0.0.1", "http://localhost", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
