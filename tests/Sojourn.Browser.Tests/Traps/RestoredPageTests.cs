using Microsoft.Playwright;

namespace Sojourn.Browser.Traps;

/// <summary>The back/forward cache, which keeps a page with everything that stood on it.</summary>
public sealed class RestoredPageTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Back_after_a_sign_out_in_another_tab_shows_nothing_private(bool hasChannel)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        if (!hasChannel)
        {
            // A message to a page in the cache evicts it: without a channel it does come back as it was.
            await browser.AddInitScriptAsync("delete window.BroadcastChannel");
        }

        var page = await browser.SignInAsync();
        await page.GotoAsync("about:blank");
        var other = await browser.NewPageAsync();
        await other.GotoAsync("/");
        await other.PressAsync("Sign out");
        await other.SeesAsync("You have signed out");

        await page.GoBackAsync();

        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await page.DoesNotSeeAsync("Good to see you");
    }

    [Fact]
    public async Task A_page_that_comes_back_to_its_person_is_shown_again()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        await page.GotoAsync("about:blank");

        await page.GoBackAsync();

        await page.SeesAsync("Good to see you");
    }
}
