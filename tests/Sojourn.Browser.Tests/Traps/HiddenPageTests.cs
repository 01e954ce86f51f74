namespace Sojourn.Browser.Traps;

/// <summary>Pages that nobody looks at, and requests that nobody caused.</summary>
public sealed class HiddenPageTests(Chromium chromium)
{
    private const string Greeting = "Good to see you";

    [Fact]
    public async Task A_hidden_page_asks_nothing_for_ten_minutes_and_asks_when_it_is_shown()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        await page.HideAsync();
        var questions = browser.CollectQuestions();

        await browser.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(questions);
        var answer = await page.AsksAfterAsync(page.ShowAsync);

        Assert.Equal("background", await answer.Request.HeaderValueAsync("Sojourn-Activity"));
        await page.SeesAsync(Greeting);
    }

    [Fact]
    public async Task Of_many_tabs_that_hear_the_same_news_only_the_visible_one_asks()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var visible = await browser.SignInAsync();
        for (var count = 0; count < 4; count++)
        {
            var hidden = await browser.NewPageAsync();
            await hidden.GotoAsync("/");
            await hidden.SeesAsync(Greeting);
            await hidden.HideAsync();
        }

        var stranger = await browser.NewStrangerAsync();
        var questions = browser.CollectQuestions();
        await stranger.EvaluateAsync(
            """
            () => new BroadcastChannel('sojourn:/sojourn').postMessage({
              version: 1, kind: 'changed', id: 'somebody-else', generation: 99,
            })
            """);
        await browser.PassAsync(TimeSpan.FromSeconds(5));

        await visible.SeesAsync(Greeting);
        Assert.Single(questions);
    }

    [Fact]
    public async Task What_a_script_presses_on_a_deserted_page_is_told_to_the_server_as_background()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var page = await browser.SignInAsync();
        await browser.SleepAsync(TimeSpan.FromMinutes(2));

        var request = await page.RunAndWaitForRequestAsync(
            () => page.EvaluateAsync(
                """
                () => {
                  dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
                  dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
                  document.querySelector('a[href="/security"]').click()
                }
                """),
            sent => new Uri(sent.Url).AbsolutePath.StartsWith("/sojourn/sessions", StringComparison.Ordinal));

        Assert.Equal("background", await request.HeaderValueAsync("Sojourn-Activity"));
    }
}
