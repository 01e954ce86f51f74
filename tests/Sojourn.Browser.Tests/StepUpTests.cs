using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class StepUpTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task Money_leaves_only_after_a_fresh_proof_and_an_older_cookie_never_gets_there(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.SignInAsync();
        var before = await browser.SessionCookieAsync();
        bank.Clock.Leap(TimeSpan.FromMinutes(6));
        await page.OpenAsync("Transfer");
        await page.GetByLabel("To", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(
            new SelectOptionValue { Index = 2 });
        await page.GetByLabel("Amount in euro").FillAsync("1");

        await page.PressAsync("Send money");
        await page.SeesAsync("Is it you?");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Password").FillAsync(BankPages.AdaPassword);
        await page.PressAsync("Confirm");

        await page.SeesAsync("The money is on its way");
        var after = await browser.SessionCookieAsync();
        Assert.False(string.Equals(before.Value, after.Value, StringComparison.Ordinal));
        Assert.NotEqual(200, await TransferStatusAsync(bank, before.Value));
        Assert.NotEqual(204, await TransferStatusAsync(bank, before.Value));
    }

    private static async Task<int> TransferStatusAsync(Bank bank, string cookie)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bank.Address + "/api/transfers"));
        request.Headers.Add("Cookie", "__Host-sid=" + cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new StringContent("{}", mediaType: new("application/json"));
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
