using Microsoft.Playwright;

namespace Sojourn.Browser;

public sealed class OtherPeopleTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task A_page_of_another_site_cannot_sign_anybody_in(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var page = await browser.NewPageAsync();

        // The same server by another name is another site to the browser.
        await page.GotoAsync(bank.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        var status = await page.EvaluateAsync<int>(
            """
            async (address) => {
              const answer = await fetch(address + '/api/sign-in', {
                method: 'POST', mode: 'no-cors', credentials: 'include',
                body: new Blob(['{"userName":"ada","password":"analytical-engine-1843"}'], { type: 'text/plain' }),
              }).catch(() => undefined)
              return answer?.status ?? -1
            }
            """,
            bank.Address);

        Assert.True(status <= 0);
        Assert.Empty(await browser.CookiesAsync());
    }

    [Theory]
    [MemberData(nameof(Bank.Carriers), MemberType = typeof(Bank))]
    public async Task One_persons_open_page_never_acts_as_the_next(string carrier)
    {
        using var bank = Bank.Open(carrier);
        await using var browser = await chromium.NewBrowserAsync(bank);
        var adas = await browser.SignInAsync();
        var graces = await browser.NewPageAsync();

        // Behind the open page's back, as another window of the same browser would.
        await graces.GotoAsync("/icon.svg");
        var status = await graces.EvaluateAsync<int>(
            """
            async () => (await fetch('/api/sign-in', {
              method: 'POST', headers: { 'Content-Type': 'application/json' },
              body: '{"userName":"grace","password":"nanosecond-of-wire-1952","rememberMe":false}',
            })).status
            """);

        Assert.Equal(204, status);
        // Ada's name stands in Grace's movements, too: what must be gone is her page.
        await Assertions.Expect(adas.GetByText("Ada Lovelace", new PageGetByTextOptions { Exact = true })).ToHaveCountAsync(0);
        await adas.DoesNotSeeAsync("Good to see you, Ada.");
    }
}
