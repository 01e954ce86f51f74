using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class SignInTests(Chromium chromium)
{
    internal static readonly Regex TokenShape = new("[A-Za-z0-9_-]{72}", RegexOptions.NonBacktracking);

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_signed_in_person_stays_signed_in_over_a_reload(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();

        await page.ReloadAsync();

        await Assertions.Expect(page.Heading("Accounts")).ToBeVisibleAsync();
        await page.SeesAsync("Good to see you, Ada.");
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task Wrong_passwords_are_refused_in_words_and_sign_nobody_in(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/");

        await page.FillSignInAsync("ada", "wrong");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Empty(await browser.CookiesAsync());
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task No_script_can_see_the_session_token(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();

        var visible = await page.EvaluateAsync<string>(
            "() => document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.documentElement.outerHTML");

        var cookie = await browser.SessionCookieAsync();
        Assert.Equal("", await page.EvaluateAsync<string>("() => document.cookie"));
        Assert.DoesNotContain(cookie.Value, visible, StringComparison.Ordinal);
        Assert.DoesNotMatch(TokenShape, visible);
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task The_session_cookie_is_secure_host_only_strict_and_gone_with_the_browser(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.SignInAsync();

        var cookie = await browser.SessionCookieAsync();

        Assert.True(cookie.HttpOnly);
        Assert.True(cookie.Secure);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Equal("localhost", cookie.Domain);
        Assert.Equal(-1, cookie.Expires);
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_remembered_session_survives_the_browser(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.SignInAsync(remember: true);

        var cookie = await browser.SessionCookieAsync();

        Assert.True(cookie.Expires > 0);
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task Signing_in_works_with_the_keyboard_alone(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("User name").FocusAsync();

        await page.Keyboard.TypeAsync("ada");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(BankPages.AdaPassword);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Heading("Accounts")).ToBeVisibleAsync();
    }
}
