namespace Sojourn.Browser.Traps;

/// <summary>Browsers that forbid what tabs talk by, and scripts that talk along.</summary>
public sealed class ChannelTests(Chromium chromium)
{
    private const string Greeting = "Good to see you";

    private const string ChannelThrows =
        "window.BroadcastChannel = class { constructor() { throw new DOMException('denied', 'SecurityError') } };";

    private const string StorageThrows =
        """
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })
        }
        """;

    [Fact]
    public async Task Where_the_channel_throws_a_sign_out_still_reaches_the_other_tab()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.AddInitScriptAsync(ChannelThrows);
        await browser.ForbidStreamsAsync();
        var first = await browser.SignInAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/");
        await second.SeesAsync(Greeting);

        await first.PressAsync("Sign out");

        await second.DoesNotSeeAsync(Greeting);
        await first.DoesNotSeeAsync(Greeting);
    }

    [Fact]
    public async Task Where_storage_is_denied_as_well_the_other_tab_learns_of_it_when_somebody_looks()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        await browser.AddInitScriptAsync(ChannelThrows + StorageThrows);
        await browser.ForbidStreamsAsync();
        var first = await browser.SignInAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/");
        await second.SeesAsync(Greeting);
        await second.HideAsync();

        await first.PressAsync("Sign out");
        await first.SeesAsync("You have signed out");
        await browser.SleepAsync(TimeSpan.FromMinutes(1));
        await second.ShowAsync();

        await second.DoesNotSeeAsync(Greeting);
    }

    [Fact]
    public async Task A_forged_end_locks_the_page_no_longer_than_until_the_server_has_been_asked()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        var stranger = await browser.NewStrangerAsync();
        var id = await page.EvaluateAsync<string>("async () => (await (await fetch('/sojourn/session')).json()).session.id");

        await page.AsksAfterAsync(() => stranger.EvaluateAsync(
            """
            (id) => new BroadcastChannel('sojourn:/sojourn').postMessage({
              version: 1, kind: 'ended', id, generation: 1, reason: 'revoked',
            })
            """,
            id));

        await page.SeesAsync(Greeting);
    }
}
