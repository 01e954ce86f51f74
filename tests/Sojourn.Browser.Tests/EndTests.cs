using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class EndTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_device_that_is_signed_out_from_another_says_so_and_shows_nothing_private(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var laptop = await chromium.NewBrowserAsync(bank);
        await using var phone = await chromium.NewBrowserAsync(bank);
        var onLaptop = await laptop.SignInAsync();
        var onPhone = await phone.SignInAsync();

        await onLaptop.OpenAsync("Security");
        await onLaptop.PressAsync("Sign out everywhere else");

        await onLaptop.SeesAsync("1 device signed out.");
        await onPhone.SeesAsync("signed out on another device");
        await onPhone.DoesNotSeeAsync("Good to see you");
        await Assertions.Expect(onLaptop.Heading("Security")).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task The_device_list_marks_this_one_and_takes_a_name(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        await page.OpenAsync("Security");
        await page.SeesAsync("Where you are signed in");

        await page.Locator("button[aria-label^='Rename']").First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Work laptop");
        await page.Keyboard.PressAsync("Enter");

        await page.SeesAsync("Work laptop");
        await page.ReloadAsync();
        await page.SeesAsync("Work laptop");
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task An_idle_session_ends_and_the_page_says_why(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(31));

        await page.ReloadAsync();

        await page.SeesAsync("because you had not done anything for a while");
        await page.DoesNotSeeAsync("Good to see you");
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_sign_out_in_one_tab_shows_in_the_other(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var first = await browser.SignInAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/security");
        await second.SeesAsync("Where you are signed in");

        await first.PressAsync("Sign out");

        await first.SeesAsync("You have signed out.");
        await second.SeesAsync("You have signed out in another tab.");
        await second.DoesNotSeeAsync("Where you are signed in");
        Assert.Empty(await browser.CookiesAsync());
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task The_back_button_after_a_sign_out_shows_nothing_private(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        await page.GotoAsync("/security");
        await page.SeesAsync("Where you are signed in");
        await page.PressAsync("Sign out");
        await page.SeesAsync("You have signed out.");
        await page.GotoAsync("about:blank");

        await page.GoBackAsync();
        await page.GoBackAsync();

        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await page.DoesNotSeeAsync("Where you are signed in");
        await page.DoesNotSeeAsync("Good to see you");
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_changed_password_ends_the_other_devices_and_spares_this_one(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var laptop = await chromium.NewBrowserAsync(bank);
        await using var phone = await chromium.NewBrowserAsync(bank);
        var onLaptop = await laptop.SignInAsync();
        var onPhone = await phone.SignInAsync();
        await onLaptop.OpenAsync("Security");

        await onLaptop.GetByLabel("Current password").FillAsync(BankPages.AdaPassword);
        await onLaptop.GetByLabel("New password").FillAsync("difference-engine-no-2");
        await onLaptop.PressAsync("Change password");

        await onLaptop.SeesAsync("Your password is changed.");
        await onPhone.SeesAsync("because your password or sign-in method changed");
        await onLaptop.ReloadAsync();
        await onLaptop.SeesAsync("Where you are signed in");
    }
}
