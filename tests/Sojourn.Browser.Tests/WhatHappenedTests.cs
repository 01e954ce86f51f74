using Microsoft.Playwright;

namespace Sojourn.Browser;

/// <summary>The panel that shows the session's life to people who learn.</summary>
public sealed class WhatHappenedTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_panel_opens_by_keyboard_and_has_no_barriers_on_the_smallest_screen(ColorScheme scheme)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank, new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = 320, Height = 640 },
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        var page = await browser.SignInAsync();

        await OpenPanelAsync(page);

        await page.SeesAsync("A session is here");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("The session's life", await page.EvaluateAsync<string>("() => document.activeElement.ariaLabel"));
        Assert.Empty(await page.BarriersAsync());
        Assert.Equal(0, await page.OverflowAsync());
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task It_tells_how_a_session_lives_and_why_it_ended_and_never_shows_a_token(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var laptop = await chromium.NewBrowserAsync(bank);
        await using var phone = await chromium.NewBrowserAsync(bank);
        var onPhone = await phone.SignInAsync();
        await OpenPanelAsync(onPhone);
        await onPhone.SeesAsync("Event stream connected");
        await onPhone.SeesAsync("active; id=");
        Assert.DoesNotMatch(SignInTests.TokenShape, await onPhone.ContentAsync());
        var onLaptop = await laptop.SignInAsync();
        await onLaptop.OpenAsync("Security");

        await onLaptop.GetByLabel("Current password").FillAsync(BankPages.AdaPassword);
        await onLaptop.GetByLabel("New password").FillAsync("difference-engine-no-2");
        await onLaptop.PressAsync("Change password");

        await onPhone.SeesAsync("Ended: credentials-changed");
        await onPhone.SeesAsync("Nobody is signed in (");
        await onPhone.DoesNotSeeAsync("Good to see you");
    }

    private static async Task OpenPanelAsync(IPage page)
    {
        await page.GetByText("What just happened").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }
}
