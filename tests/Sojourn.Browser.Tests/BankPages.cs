using Microsoft.Playwright;

namespace Sojourn.Browser;

/// <summary>What a person does at the bank, in words.</summary>
internal static class BankPages
{
    public const string AdaPassword = "analytical-engine-1843";
    public const string GracePassword = "nanosecond-of-wire-1952";

    public static Task<IPage> SignInAsync(
        this IBrowserContext browser, string userName = "ada", string password = AdaPassword, bool remember = false) =>
        browser.SignInAsync("/", userName, password, remember);

    public static async Task<IPage> SignInAsync(
        this IBrowserContext browser, string address, string userName, string password, bool remember = false)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(address);
        await page.FillSignInAsync(userName, password, remember);
        await Assertions.Expect(page.Heading("Accounts")).ToBeVisibleAsync();
        // A request still under way would count as the person's own, whatever a test does to the clock meanwhile.
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        return page;
    }

    public static async Task FillSignInAsync(
        this IPage page, string userName, string password, bool remember = false)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password").FillAsync(password);
        if (remember)
        {
            await page.GetByLabel("Remember me").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
    }

    public static ILocator Heading(this IPage page, string name) =>
        page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    public static Task OpenAsync(this IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    public static Task PressAsync(this IPage page, string name) => page.Button(name).ClickAsync();

    public static ILocator Button(this IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The question before a deadline.</summary>
    public static ILocator Warning(this IPage page) => page.GetByRole(AriaRole.Alertdialog);

    public static Task SeesAsync(this IPage page, string text) =>
        Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();

    public static Task DoesNotSeeAsync(this IPage page, string text) =>
        Assertions.Expect(page.GetByText(text)).ToHaveCountAsync(0);

    public static async Task<BrowserContextCookiesResult> SessionCookieAsync(this IBrowserContext browser) =>
        Assert.Single(await browser.CookiesAsync(), cookie => string.Equals(cookie.Name, "__Host-sid", StringComparison.Ordinal));
}
