using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Sojourn.Browser.Chromium))]

namespace Sojourn.Browser;

/// <summary>The machine's own Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const int Timeout = 15_000;

    private static readonly string[] Candidates =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // As long as for an action, below: a machine that is busy with other tests is slow and not wrong.
        Assertions.SetDefaultExpectTimeout(Timeout);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Candidates.First(File.Exists),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],

            // Playwright switches the back/forward cache off, which is the very thing that shows a signed-out page again.
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
        });
    }

    /// <summary>A browser of its own: no cookie is shared with another.</summary>
    public Task<IBrowserContext> NewBrowserAsync(Bank bank, BrowserNewContextOptions? options = null) =>
        NewBrowserAsync(bank.Address, options);

    /// <summary>A browser of its own whose pages are at an address.</summary>
    public async Task<IBrowserContext> NewBrowserAsync(string address, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Timeout);
        return context;
    }

    /// <summary>Another client with a browser's cookies and a jar of its own, so that the browser sees nothing of its answers.</summary>
    public async Task<IAPIRequestContext> NewCallerAsync(IBrowserContext browser, string address) =>
        await _playwright!.APIRequest.NewContextAsync(new APIRequestNewContextOptions
        {
            BaseURL = address,
            IgnoreHTTPSErrors = true,
            StorageState = await browser.StorageStateAsync(),
        });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
