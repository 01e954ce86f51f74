using Microsoft.Playwright;

namespace Sojourn.Browser;

/// <summary>Dialogs, notices and lists of @sojourn/react/ui as the bank shows them, for every eye and hand.</summary>
public sealed class DialogAccessTests(Chromium chromium)
{
    /// <summary>Wide, the narrowest phone, and 1280 pixels at a zoom of 400 %.</summary>
    public static TheoryData<ColorScheme, int, int> Windows { get; } = new()
    {
        { ColorScheme.Light, 1280, 800 },
        { ColorScheme.Dark, 1280, 800 },
        { ColorScheme.Light, 320, 640 },
        { ColorScheme.Dark, 320, 640 },
        { ColorScheme.Light, 320, 256 },
        { ColorScheme.Dark, 320, 256 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Whatever_opens_has_no_barriers_and_fits_and_all_of_it_is_in_reach(ColorScheme scheme, int width, int height)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank, new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        var page = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(29));
        await page.ReloadAsync();
        await Assertions.Expect(page.Warning()).ToBeVisibleAsync();
        await AssertIsForEveryoneAsync(page);
        await AssertTabReachesAsync(page, "Stay signed in", "Sign out");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Warning()).ToHaveCountAsync(0);

        await page.OpenAsync("Security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await AssertIsForEveryoneAsync(page);

        await AskForPasswordAsync(page);
        await AssertIsForEveryoneAsync(page);
        await AssertTabReachesAsync(page, "Confirm", "Cancel");
        await page.Keyboard.PressAsync("Escape");
        await page.SeesAsync("your password was not confirmed");
        await AssertIsForEveryoneAsync(page);

        await page.PressAsync("Sign out");
        await page.SeesAsync("You have signed out.");
        await AssertIsForEveryoneAsync(page);
    }

    [Fact]
    public async Task Nothing_moves_for_whoever_asked_for_that()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank, new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });
        var page = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(29));
        await page.ReloadAsync();
        await Assertions.Expect(page.Warning()).ToBeVisibleAsync();
        await page.Button("Stay signed in").HoverAsync();

        var moving = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('*')]
              .filter((element) => {
                const style = getComputedStyle(element)
                return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
              })
              .map((element) => element.outerHTML.slice(0, 80))
            """);

        Assert.Empty(moving);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.getAnimations().length"));
    }

    [Fact]
    public async Task Money_is_sent_by_the_keyboard_alone_with_the_password_asked_in_between()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(6));
        await page.OpenAsync("Transfer");
        await page.GetByLabel("To", new() { Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByLabel("Amount in euro").FocusAsync();
        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByLabel("Password")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("The password is not right.");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByLabel("Password")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(BankPages.AdaPassword);
        await page.Keyboard.PressAsync("Enter");

        await page.SeesAsync("The money is on its way");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Devices_are_named_and_signed_out_by_the_keyboard_alone_and_the_focus_is_never_lost()
    {
        using var bank = Bank.Open();
        await using var laptop = await chromium.NewBrowserAsync(bank);
        await using var phone = await chromium.NewBrowserAsync(bank);
        var onPhone = await phone.SignInAsync();
        var page = await laptop.SignInAsync();
        await page.OpenAsync("Security");
        var rename = page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).First;
        await rename.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Work laptop");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("Rename: Work laptop")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out:" }).Last.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.SeesAsync("1 device signed out.");
        await onPhone.SeesAsync("signed out on another device");
        await onPhone.SeesAsync("or call us");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Your devices" })).ToBeFocusedAsync();
    }

    /// <summary>Opens the question by what needs a fresh proof.</summary>
    private static async Task AskForPasswordAsync(IPage page)
    {
        await page.OpenAsync("Transfer");
        await page.GetByLabel("To", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.GetByLabel("Amount in euro").FillAsync("1");
        await page.PressAsync("Send money");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByLabel("Password")).ToBeFocusedAsync();
    }

    private static async Task AssertIsForEveryoneAsync(IPage page)
    {
        Assert.Empty(await page.BarriersAsync());
        Assert.Equal(0, await page.OverflowAsync());
    }

    /// <summary>The Tab key goes from button to button, and each is seen when it has the focus, however small the window.</summary>
    private static async Task AssertTabReachesAsync(IPage page, params string[] names)
    {
        var dialog = page.Locator("dialog[open]");
        foreach (var name in names)
        {
            var button = dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
            if (!await button.EvaluateAsync<bool>("(button) => button === document.activeElement"))
            {
                await page.Keyboard.PressAsync("Tab");
            }

            await Assertions.Expect(button).ToBeFocusedAsync();
            await Assertions.Expect(button).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }
}
