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

        Assert.Empty(await outside.BarriersAsync());
        var page = await browser.SignInAsync();
        Assert.Empty(await page.BarriersAsync());
        foreach (var name in new[] { "Transfer", "Security" })
        {
            await page.OpenAsync(name);
            await Assertions.Expect(page.Heading(name)).ToBeVisibleAsync();
            Assert.Empty(await page.BarriersAsync());
        }

        Assert.Equal(0, await page.OverflowAsync());
    }
}
