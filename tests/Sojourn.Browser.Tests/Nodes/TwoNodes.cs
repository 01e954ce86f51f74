using System.Security.Cryptography;
using Microsoft.Playwright;
using Sojourn.PostgreSql;

namespace Sojourn.Browser.Nodes;

/// <summary>Two processes of the bank behind nginx, with one PostgreSQL for sessions and keys.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private static int _last;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sojourn-two-nodes-");
    private readonly Nginx _proxy = new();

    private TwoNodes(string carrier, string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            // People and money are Bank's own affair and stay in one file; nothing of a session is in there.
            ["Bank__DataDirectory"] = _data.FullName,
            ["Bank__KnownProxies__0"] = "127.0.0.1",
            ["ConnectionStrings__Sojourn"] = connectionString,
            ["Sojourn__Store"] = "PostgreSql",
            ["Sojourn__PostgreSql__Schema"] = $"two_nodes_{Interlocked.Increment(ref _last)}",
            ["Sojourn__Carrier"] = carrier,
            ["Sojourn__Bearer__Issuer"] = _proxy.Address,
            ["Sojourn__Csrf__PublicOrigins__0"] = _proxy.Address,
            ["Sojourn__Keys__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        (A, B) = (new BankNode(settings), new BankNode(settings));
    }

    public BankNode A { get; }

    public BankNode B { get; }

    /// <summary>The one address that people know.</summary>
    public string Address => _proxy.Address;

    /// <summary>Whether a node has kept keys in its own folder.</summary>
    public bool HasKeyFiles => Directory.Exists(Path.Combine(_data.FullName, "keys"));

    public static async Task<TwoNodes> OpenAsync(string carrier = "Cookie")
    {
        var site = new TwoNodes(carrier, (await PostgreSqlServer.SharedAsync()).ConnectionString);
        try
        {
            // One after the other: the first makes the people.
            await site.A.StartAsync();
            await site.B.StartAsync();
            await site._proxy.StartAsync(site.A, site.B);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser whose requests go to one node while that node is there; without a name they go to either.</summary>
    public async Task<IBrowserContext> NewBrowserAsync(
        Chromium chromium, string? node = null, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.IgnoreHTTPSErrors = true;
        var browser = await chromium.NewBrowserAsync(Address, options);
        if (node is not null)
        {
            await browser.AddCookiesAsync([new Cookie { Name = "node", Value = node, Url = Address }]);
        }

        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await A.DisposeAsync();
        await B.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
