using Microsoft.Playwright;

namespace Sojourn.Browser;

/// <summary>What is the page's own affair when the session travels as tokens.</summary>
public sealed class BearerTests(Chromium chromium)
{
    [Fact]
    public async Task The_access_token_is_in_memory_and_in_headers_and_nowhere_else()
    {
        using var bank = Bank.Open("Bearer");
        await using var browser = await chromium.NewBrowserAsync(bank);
        var requests = new List<IRequest>();
        browser.Request += (_, request) => requests.Add(request);
        var page = await browser.SignInAsync();
        await page.OpenAsync("Security");
        await page.SeesAsync("Where you are signed in");

        var visible = await page.EvaluateAsync<string>(
            "() => document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.documentElement.outerHTML");
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            if (await request.HeaderValueAsync("Authorization") is { } header)
            {
                Assert.StartsWith("Bearer ", header, StringComparison.Ordinal);
                Assert.StartsWith(bank.Address, request.Url, StringComparison.Ordinal);
                tokens.Add(header["Bearer ".Length..]);
            }
        }

        Assert.NotEmpty(tokens);
        Assert.All(tokens, token => Assert.DoesNotContain(token, visible, StringComparison.Ordinal));
        Assert.All(requests, request => Assert.All(tokens, token => Assert.DoesNotContain(token, request.Url, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_after_the_lease_works_and_the_person_notices_nothing()
    {
        using var bank = Bank.Open("Bearer");
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        var before = await browser.SessionCookieAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(7));

        await page.OpenAsync("Security");

        // The list is the server's answer; the words above it stand there before.
        await Assertions.Expect(page.Locator("button[aria-label^='Rename']").First).ToBeVisibleAsync();
        var after = await browser.SessionCookieAsync();
        Assert.False(string.Equals(before.Value, after.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tabs_that_wake_together_all_go_on()
    {
        using var bank = Bank.Open("Bearer");
        await using var browser = await chromium.NewBrowserAsync(bank);
        var first = await browser.SignInAsync();
        var tabs = new List<IPage> { first };
        for (var count = 0; count < 3; count++)
        {
            var tab = await browser.NewPageAsync();
            await tab.GotoAsync("/security");
            await tab.SeesAsync("Where you are signed in");
            tabs.Add(tab);
        }

        bank.Clock.Leap(TimeSpan.FromMinutes(7));
        await Task.WhenAll(tabs.Select(tab => tab.ReloadAsync()));

        foreach (var tab in tabs.Skip(1))
        {
            await tab.SeesAsync("Where you are signed in");
        }

        await Assertions.Expect(first.Heading("Accounts")).ToBeVisibleAsync();
    }
}
