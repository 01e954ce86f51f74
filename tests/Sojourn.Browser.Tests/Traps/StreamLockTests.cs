namespace Sojourn.Browser.Traps;

/// <summary>The lock by which one tab of a browser has the stream: who holds it may be gone, or never let go.</summary>
public sealed class StreamLockTests(Chromium chromium)
{
    private const string Greeting = "Good to see you";

    [Fact]
    public async Task The_stream_of_a_tab_that_closes_passes_to_the_next_which_hears_the_end()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await using var phone = await chromium.NewBrowserAsync(bank);
        var first = await browser.SignInAsync();
        var second = await browser.NewPageAsync();
        await second.GotoAsync("/");
        await second.SeesAsync(Greeting);
        var onPhone = await phone.SignInAsync();
        await onPhone.OpenAsync("Security");

        await second.RunAndWaitForRequestAsync(
            () => first.CloseAsync(),
            request => new Uri(request.Url).AbsolutePath.EndsWith("/events", StringComparison.Ordinal));
        await onPhone.PressAsync("Sign out everywhere else");

        await second.DoesNotSeeAsync(Greeting);
    }

    [Fact]
    public async Task A_stranger_who_never_lets_the_lock_go_costs_the_stream_and_nothing_else()
    {
        using var bank = Bank.Open();
        await using var browser = await chromium.NewBrowserAsync(bank);
        await browser.Clock.InstallAsync();
        var stranger = await browser.NewStrangerAsync();
        await stranger.EvaluateAsync(
            "() => new Promise((held) => navigator.locks.request('sojourn:/sojourn:events', () => { held(); return new Promise(() => {}) }))");
        var page = await browser.SignInAsync();
        var other = await browser.NewPageAsync();
        await other.GotoAsync("/");
        await other.SeesAsync(Greeting);

        await other.PressAsync("Sign out");

        await page.DoesNotSeeAsync(Greeting);
    }
}
