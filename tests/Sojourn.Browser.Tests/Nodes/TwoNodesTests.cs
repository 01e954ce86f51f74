using Microsoft.Playwright;

namespace Sojourn.Browser.Nodes;

/// <summary>One site on two nodes: what one node is told, the other knows.</summary>
public sealed class TwoNodesTests(Chromium chromium)
{
    /// <summary>The default of 'Sojourn:StalenessBound', which holds with and without a change feed.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_device_signed_in_on_one_node_and_revoked_on_the_other_is_refused_on_the_first_and_says_why(string carrier)
    {
        await using var site = await TwoNodes.OpenAsync(carrier);
        await using var laptop = await site.NewBrowserAsync(chromium, "a");
        await using var phone = await site.NewBrowserAsync(chromium, "b");
        var authorization = "";
        laptop.Request += (_, request) => authorization = request.Headers.GetValueOrDefault("authorization") ?? authorization;
        var onLaptop = await laptop.SignInAsync();
        var onPhone = await phone.SignInAsync();
        await onPhone.OpenAsync("Security");
        await using var caller = await chromium.NewCallerAsync(laptop, site.Address);

        var accepted = await caller.PingAsync(authorization);
        var refusing = caller.UntilRefusedAsync(authorization);
        var revoked = await RevokeOthersAsync(onPhone);
        var answered = TimeProvider.System.GetTimestamp();
        var refused = await refusing;
        var lag = TimeProvider.System.GetElapsedTime(answered);

        TestContext.Current.TestOutputHelper?.WriteLine($"{carrier}: refused {lag.TotalMilliseconds:F0} ms after the answer.");
        Assert.Equal((site.A.Authority, 200), (NodeAnswers.NodeOf(accepted.Headers), accepted.Status));
        Assert.Equal((site.B.Authority, 200), (NodeAnswers.NodeOf(revoked.Headers), revoked.Status));
        Assert.Equal((site.A.Authority, 401), (NodeAnswers.NodeOf(refused.Headers), refused.Status));
        Assert.InRange(lag, TimeSpan.Zero, Bound);
        await onLaptop.SeesAsync("signed out on another device");
        await onLaptop.DoesNotSeeAsync("Good to see you");
        Assert.False(site.HasKeyFiles);
    }

    [Fact]
    public async Task A_node_that_restarts_knows_the_session_and_later_its_end()
    {
        await using var site = await TwoNodes.OpenAsync();
        await using var laptop = await site.NewBrowserAsync(chromium, "a");
        await using var phone = await site.NewBrowserAsync(chromium, "b");
        var page = await laptop.SignInAsync();
        var onPhone = await phone.SignInAsync();
        await onPhone.OpenAsync("Security");
        await using var caller = await chromium.NewCallerAsync(laptop, site.Address);

        await site.A.StopAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Heading("Accounts")).ToBeVisibleAsync();
        await site.A.StartAsync();
        await caller.UntilServedByAsync(site.A);
        await page.ReloadAsync();
        await Assertions.Expect(page.Heading("Accounts")).ToBeVisibleAsync();
        var accepted = await caller.PingAsync();
        await RevokeOthersAsync(onPhone);
        var refused = await caller.UntilRefusedAsync();

        Assert.Equal((site.A.Authority, 200), (NodeAnswers.NodeOf(accepted.Headers), accepted.Status));
        Assert.Equal((site.A.Authority, 401), (NodeAnswers.NodeOf(refused.Headers), refused.Status));
        await page.SeesAsync("signed out on another device");
    }

    [Fact]
    public async Task What_was_revoked_while_a_node_was_away_is_refused_when_it_is_back()
    {
        await using var site = await TwoNodes.OpenAsync();
        await using var laptop = await site.NewBrowserAsync(chromium, "a");
        await using var phone = await site.NewBrowserAsync(chromium, "b");
        var page = await laptop.SignInAsync();
        await page.GotoAsync("about:blank");
        var onPhone = await phone.SignInAsync();
        await onPhone.OpenAsync("Security");
        await using var caller = await chromium.NewCallerAsync(laptop, site.Address);

        await site.A.StopAsync();
        await RevokeOthersAsync(onPhone);
        await site.A.StartAsync();
        await caller.UntilServedByAsync(site.A);
        var refused = await caller.PingAsync();
        await page.GotoAsync("/");

        Assert.Equal((site.A.Authority, 401), (NodeAnswers.NodeOf(refused.Headers), refused.Status));
        await page.SeesAsync("signed out on another device");
    }

    [Fact]
    public async Task Requests_that_go_to_the_nodes_in_turn_are_one_session()
    {
        await using var site = await TwoNodes.OpenAsync();
        await using var browser = await site.NewBrowserAsync(chromium);
        var page = await browser.SignInAsync();
        await using var caller = await chromium.NewCallerAsync(browser, site.Address);

        var answers = new List<IAPIResponse>();
        for (var request = 0; request < 8; request++)
        {
            answers.Add(await caller.PingAsync());
        }

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, answers.Select(answer => NodeAnswers.NodeOf(answer.Headers)).Distinct(StringComparer.Ordinal).Count());
        await page.OpenAsync("Security");
        await page.SeesAsync("Where you are signed in");
    }

    [Fact]
    public async Task The_proxy_says_who_asks_and_a_browser_cannot()
    {
        await using var site = await TwoNodes.OpenAsync();
        var claim = new BrowserNewContextOptions
        {
            ExtraHTTPHeaders = [KeyValuePair.Create("X-Forwarded-For", "203.0.113.7"), KeyValuePair.Create("X-Forwarded-Proto", "https")],
        };

        await using var claiming = await site.NewBrowserAsync(chromium, "a", claim);
        await using var believed = await chromium.NewBrowserAsync(
            $"http://{site.A.Authority.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}", claim);

        // What stands in for the proxy in front of the node is the test itself.
        Assert.Equal("loopback", await NetworkAsync(await claiming.SignInAsync()));
        Assert.Equal("203.0.113.0/24", await NetworkAsync(await believed.SignInAsync("grace", BankPages.GracePassword)));
    }

    private static Task<IResponse> RevokeOthersAsync(IPage page) => page.RunAndWaitForResponseAsync(
        () => page.PressAsync("Sign out everywhere else"),
        answer => answer.Request.Method is "DELETE" && answer.Url.EndsWith("/sojourn/sessions", StringComparison.Ordinal));

    private static Task<string> NetworkAsync(IPage page) =>
        page.EvaluateAsync<string>("async () => (await (await fetch('/sojourn/sessions')).json()).sessions[0].network");
}
