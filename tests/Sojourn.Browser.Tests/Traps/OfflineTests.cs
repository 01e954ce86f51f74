using Microsoft.Playwright;

namespace Sojourn.Browser.Traps;

/// <summary>Networks that are gone, and answers that come too late.</summary>
public sealed class OfflineTests(Chromium chromium)
{
    private const string Greeting = "Good to see you";

    [Fact]
    public async Task A_lost_network_signs_nobody_out()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();

        await browser.SetOfflineAsync(true);
        await browser.PassAsync(TimeSpan.FromMinutes(5));
        await page.SeesAsync(Greeting);
        await browser.SetOfflineAsync(false);
        await browser.PassAsync(TimeSpan.FromSeconds(60));

        await page.SeesAsync(Greeting);
    }

    [Fact]
    public async Task A_sign_out_without_a_network_locks_the_page_and_reaches_the_server_later()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        await browser.SetOfflineAsync(true);

        await page.PressAsync("Sign out");
        await page.DoesNotSeeAsync(Greeting);
        Assert.NotEmpty(await browser.CookiesAsync());
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await browser.SetOfflineAsync(false);
                await browser.PassAsync(TimeSpan.FromMinutes(1));
            },
            response => string.Equals(response.Request.Method, "DELETE", StringComparison.Ordinal));

        await page.DoesNotSeeAsync(Greeting);
        Assert.Empty(await browser.CookiesAsync());
    }

    [Fact]
    public async Task A_renewal_that_returns_after_the_sign_out_brings_nobody_back()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/sojourn/session/renew", async route =>
        {
            var answer = await route.FetchAsync();
            await mayAnswer.Task;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer });
        });

        bank.Clock.Leap(TimeSpan.FromMinutes(5));
        await browser.SleepAsync(TimeSpan.FromMinutes(5));
        await page.RunAndWaitForRequestAsync(
            () => page.Mouse.MoveAsync(40, 40),
            request => request.Url.EndsWith("/sojourn/session/renew", StringComparison.Ordinal));
        await page.PressAsync("Sign out");
        await page.SeesAsync("You have signed out");
        mayAnswer.SetResult();
        await browser.PassAsync(TimeSpan.FromSeconds(5));

        await page.DoesNotSeeAsync(Greeting);
        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }
}
