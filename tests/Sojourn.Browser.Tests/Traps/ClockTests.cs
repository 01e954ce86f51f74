using Microsoft.Playwright;

namespace Sojourn.Browser.Traps;

/// <summary>Clocks that jump, machines that sleep, and deadlines that have moved without the page.</summary>
public sealed class ClockTests(Chromium chromium)
{
    private const string Greeting = "Good to see you";

    [Fact]
    public async Task A_laptop_that_slept_past_the_deadline_shows_the_reason_of_the_server_and_never_zero_seconds()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        await page.EvaluateAsync(
            """
            () => new MutationObserver(() => {
              if (/\b0 seconds|\b0:00\b/.test(document.body.innerText)) document.body.dataset.zero = 'seen'
            }).observe(document.body, { subtree: true, childList: true, characterData: true })
            """);

        bank.Clock.Leap(TimeSpan.FromHours(2));
        await browser.SleepAsync(TimeSpan.FromHours(2));
        await browser.PassAsync(TimeSpan.FromSeconds(3));

        await page.DoesNotSeeAsync(Greeting);
        Assert.Null(await page.GetAttributeAsync("body", "data-zero"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_set_by_an_hour_signs_nobody_out(int hours)
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        var questions = browser.CollectQuestions();

        var now = await page.EvaluateAsync<long>("() => Date.now()");
        await browser.Clock.SetSystemTimeAsync(DateTimeOffset.FromUnixTimeMilliseconds(now).AddHours(hours).UtcDateTime);
        await browser.PassAsync(TimeSpan.FromSeconds(40));

        await page.SeesAsync(Greeting);
        await Assertions.Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        Assert.True(questions.Count <= 1, $"{questions.Count} questions");
    }

    [Fact]
    public async Task A_deadline_that_moved_elsewhere_opens_no_warning_here()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();

        // By the page's clock a minute is left; the server, whose time stands, still gives the whole of it.
        await page.AsksAfterAsync(() => browser.SleepAsync(TimeSpan.FromMinutes(29)));
        await browser.PassAsync(TimeSpan.FromSeconds(3));

        await page.SeesAsync(Greeting);
        await Assertions.Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_warning_that_the_server_confirms_opens_and_staying_closes_it()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();

        bank.Clock.Leap(TimeSpan.FromMinutes(29));
        await page.AsksAfterAsync(() => browser.SleepAsync(TimeSpan.FromMinutes(29)));
        await browser.PassAsync(TimeSpan.FromSeconds(3));
        await page.PressAsync("Stay signed in");

        await Assertions.Expect(page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await page.SeesAsync(Greeting);
    }
}
