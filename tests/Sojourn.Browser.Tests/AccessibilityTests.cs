using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(DialogAccessTests.Windows), MemberType = typeof(DialogAccessTests))]
    public async Task Every_page_is_free_of_known_barriers_and_fits(ColorScheme scheme, int width, int height)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank, new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        var outside = await browser.NewPageAsync();
        await outside.GotoAsync("/");
        await Assertions.Expect(outside.Heading("Sign in")).ToBeVisibleAsync();

        Assert.Empty(await outside.BarriersAsync());
        Assert.Equal(0, await outside.OverflowAsync());
        var page = await browser.SignInAsync();
        Assert.Empty(await page.BarriersAsync());
        Assert.Equal(0, await page.OverflowAsync());
        foreach (var name in new[] { "Transfer", "Security" })
        {
            await page.OpenAsync(name);
            await Assertions.Expect(page.Heading(name)).ToBeVisibleAsync();
            Assert.Empty(await page.BarriersAsync());
            Assert.Equal(0, await page.OverflowAsync());
        }
    }
}
