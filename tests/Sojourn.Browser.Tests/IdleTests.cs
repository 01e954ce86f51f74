using Microsoft.Playwright;
using Sojourn.Browser.Nodes;

namespace Sojourn.Browser;

/// <summary>A session that nobody uses: the question, its answers, and no answer.</summary>
public sealed class IdleTests(Chromium chromium)
{
    // Of Ada's first account; it stands on the page, and in whatever keeps the page's data.
    private const string Private = "4410-2200-01";

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task With_real_lifetimes_one_tab_stays_for_both_and_without_an_answer_everything_private_is_gone(string carrier)
    {
        await using var bank = await ShortLivedBank.OpenAsync(carrier);
        await using var browser = await bank.NewBrowserAsync(chromium);
        var first = await browser.SignInAsync("/?state=redux", "ada", BankPages.AdaPassword);
        await first.SeesAsync(Private);
        var redux = await first.ReduxAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/");
        await second.SeesAsync(Private);
        var queries = await second.QueriesAsync();

        await Assertions.Expect(first.Warning()).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(second.Warning()).ToBeVisibleAsync(Patiently);
        Assert.StartsWith("Signing out soon", await second.TitleAsync(), StringComparison.Ordinal);
        await first.PressAsync("Stay signed in");

        await Assertions.Expect(first.Warning()).ToHaveCountAsync(0);
        await Assertions.Expect(second.Warning()).ToHaveCountAsync(0);
        await second.SeesAsync(Private);
        Assert.Contains(Private, await redux.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(Private, await queries.TextAsync(), StringComparison.Ordinal);

        await Assertions.Expect(second.Warning()).ToBeVisibleAsync(Patiently);
        foreach (var (page, store) in new[] { (first, redux), (second, queries) })
        {
            await Assertions.Expect(page.GetByText("because you had not done anything for a while")).ToBeVisibleAsync(Patiently);
            await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
            await Assertions.Expect(page.Warning()).ToHaveCountAsync(0);
            Assert.DoesNotContain(Private, await page.ContentAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("Lovelace", await page.ContentAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain(Private, await store.TextAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("Lovelace", await store.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("idle", await redux.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task The_question_is_answered_by_the_keyboard_and_the_session_lives_on(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(29));
        await page.ReloadAsync();
        await Assertions.Expect(page.Warning()).ToBeVisibleAsync();
        await Assertions.Expect(page.Button("Stay signed in")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Warning().GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Warning()).ToHaveCountAsync(0);
        bank.Clock.Leap(TimeSpan.FromMinutes(20));
        await page.ReloadAsync();
        await page.SeesAsync("Good to see you, Ada.");
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task Whoever_answers_with_a_sign_out_is_signed_out_in_every_tab(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var first = await browser.SignInAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(29));
        await first.ReloadAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/security");
        await Assertions.Expect(second.Warning()).ToBeVisibleAsync();

        await second.Warning().GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await second.SeesAsync("You have signed out.");
        await first.SeesAsync("You have signed out in another tab.");
        await Assertions.Expect(first.Warning()).ToHaveCountAsync(0);
        await first.DoesNotSeeAsync("Good to see you");
    }

    [Fact]
    public async Task A_half_written_transfer_waits_for_its_writer_and_for_nobody_else()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        await page.OpenAsync("Transfer");
        await page.GetByLabel("Reference").FillAsync("half a sentence");
        await EndIdleAsync(bank, page);
        Assert.DoesNotContain("half a sentence", await page.ContentAsync(), StringComparison.Ordinal);

        await page.FillSignInAsync("ada", BankPages.AdaPassword);
        await page.OpenAsync("Transfer");
        await Assertions.Expect(page.GetByLabel("Reference")).ToHaveValueAsync("half a sentence");

        await EndIdleAsync(bank, page);
        await page.FillSignInAsync("grace", BankPages.GracePassword);
        await page.OpenAsync("Transfer");
        await Assertions.Expect(page.GetByLabel("Reference")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_last_hours_of_a_session_are_told_and_not_bargained_over()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        for (var left = TimeSpan.FromHours(12) - TimeSpan.FromSeconds(90); left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(25))
        {
            bank.Clock.Leap(left < TimeSpan.FromMinutes(25) ? left : TimeSpan.FromMinutes(25));
            await browser.APIRequest.PostAsync("/sojourn/session/renew", new() { Headers = [new("X-Sojourn", "1"), new("Sojourn-Activity", "user")] });
        }

        await page.ReloadAsync();

        await page.SeesAsync("You have been signed in for as long as is allowed.");
        await page.PressAsync("OK");
        await Assertions.Expect(page.Warning()).ToHaveCountAsync(0);
        await page.SeesAsync("Good to see you, Ada.");
    }

    /// <summary>Lets the idle deadline pass; the page hears of it by its event stream.</summary>
    private static async Task EndIdleAsync(Bank bank, IPage page)
    {
        bank.Clock.Leap(TimeSpan.FromMinutes(31));
        await page.SeesAsync("because you had not done anything for a while");
    }
}
