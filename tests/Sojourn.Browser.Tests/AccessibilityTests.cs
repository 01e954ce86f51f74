using System.Text.Json;
using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_page_is_free_of_known_barriers(ColorScheme scheme, int width)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank, new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        var outside = await browser.NewPageAsync();
        await outside.GotoAsync("/");
        await Assertions.Expect(outside.Heading("Sign in")).ToBeVisibleAsync();

        Assert.Empty(await BarriersAsync(outside));
        var page = await browser.SignInAsync();
        Assert.Empty(await BarriersAsync(page));
        foreach (var name in new[] { "Transfer", "Security" })
        {
            await page.OpenAsync(name);
            await Assertions.Expect(page.Heading(name)).ToBeVisibleAsync();
            Assert.Empty(await BarriersAsync(page));
        }

        var overflow = await page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, overflow);
    }

    private static async Task<IReadOnlyList<string>> BarriersAsync(IPage page)
    {
        var axe = Path.Combine(RepositoryRoot(), "web", "node_modules", "axe-core", "axe.min.js");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)");
        return [.. found.EnumerateArray().Select(item => item.GetString() ?? "")];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sojourn.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found.");
        }

        return folder.FullName;
    }
}
