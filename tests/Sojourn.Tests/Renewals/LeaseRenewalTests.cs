using Sojourn.Houses;
using Sojourn.Sessions;

namespace Sojourn.Renewals;

/// <summary>Several leases of one session: each tab has an access token of its own.</summary>
public sealed class LeaseRenewalTests
{
    [Fact]
    public async Task Tabs_with_a_lease_each_cause_one_write_in_an_interval()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        var tabs = Enumerable.Range(0, 8)
            .Select(_ => new SessionView(TestLeases.Of(token.Id, house.Now, TimeSpan.FromMinutes(5)))).ToList();
        house.Pass(61);

        for (var second = 0; second < 60; second++)
        {
            foreach (var tab in tabs)
            {
                house.A.Lane.RecordActivity(tab, house.Now);
            }

            await house.A.FlushAsync();
            house.Pass(0.99);
        }

        Assert.Equal(1, house.Store.Count(StoreOperation.Renew));
    }

    [Fact]
    public async Task The_activity_of_every_tab_is_written_in_the_end()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        var first = new SessionView(TestLeases.Of(token.Id, house.Now, TimeSpan.FromMinutes(5)));
        var second = new SessionView(TestLeases.Of(token.Id, house.Now, TimeSpan.FromMinutes(5)));
        house.Pass(61);
        house.A.Lane.RecordActivity(first, house.Now);
        await house.A.FlushAsync();
        house.Pass(5);
        house.A.Lane.RecordActivity(second, house.Now);
        var last = house.Now;

        house.Pass(60);
        await house.A.FlushAsync();

        Assert.Equal(last, (await house.RecordAsync(token.Id)).LastActivityAt);
    }
}
