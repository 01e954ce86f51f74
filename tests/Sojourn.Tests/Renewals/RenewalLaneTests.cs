using Sojourn.Houses;
using Sojourn.Sessions;

namespace Sojourn.Renewals;

public sealed class RenewalLaneTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_thousand_requests_in_an_interval_are_one_write()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(Interval);

        for (var index = 0; index < 1000; index++)
        {
            await house.A.RequestAsync(token);
            await house.A.FlushAsync();
            house.Pass(0.05);
        }

        Assert.Equal(1, house.Store.Count(StoreOperation.Renew));
    }

    [Fact]
    public async Task The_last_activity_of_a_burst_is_written_when_its_interval_is_over()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(Interval);
        await house.A.RequestAsync(token);
        await house.A.FlushAsync();
        house.Pass(20);
        await house.A.RequestAsync(token);
        house.Pass(20);
        await house.A.RequestAsync(token);
        var last = house.Now;

        house.Pass(19.999);
        await house.A.FlushAsync();
        Assert.Equal(1, house.Store.Count(StoreOperation.Renew));
        house.Pass(0.001);
        await house.A.FlushAsync();

        Assert.Equal(2, house.Store.Count(StoreOperation.Renew));
        Assert.Equal(last, (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task What_is_written_is_the_instant_of_the_activity_not_of_the_flush()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(Interval);
        await house.A.RequestAsync(token);
        var at = house.Now;

        house.Pass(7);
        await house.A.FlushAsync();

        Assert.Equal(at, (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task A_late_flush_of_an_older_activity_never_moves_the_record_back()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await StartedAsync(house);
        house.Pass(Interval);
        await house.A.RequestAsync(token);
        house.Pass(Interval);
        await b.RequestAsync(token);
        var latest = house.Now;
        await b.FlushAsync();

        await house.A.FlushAsync();

        Assert.Equal(latest, (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task A_batch_is_sorted_and_has_each_session_once()
    {
        using var house = new House();
        for (var index = 0; index < 50; index++)
        {
            var token = await house.SignInAsync("person" + index);
            await house.A.RequestAsync(token);
        }

        house.Pass(Interval);
        await house.A.FlushAsync();

        Assert.True(house.Store.Batches.TryDequeue(out var batch));
        var ids = batch.Select(renewal => renewal.Id).ToList();
        Assert.Equal(50, ids.Count);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(50, ids.Distinct().Count());
    }

    [Fact]
    public async Task More_than_a_batch_says_so_and_the_rest_follows()
    {
        using var house = new House();
        for (var index = 0; index < 501; index++)
        {
            await house.A.RequestAsync(await house.SignInAsync("person" + index));
        }

        house.Pass(Interval);

        Assert.True(await house.A.FlushAsync());
        Assert.False(await house.A.FlushAsync());
        Assert.Equal([500, 1], house.Store.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task What_could_not_be_written_is_put_back_with_what_came_since()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(Interval);
        await house.A.RequestAsync(token);
        house.Store.Fail(StoreOperation.Renew);
        Assert.False(await house.A.FlushAsync());
        house.Pass(1);
        await house.A.RequestAsync(token);
        var last = house.Now;

        house.Store.Heal();
        await house.A.FlushAsync();

        Assert.Equal(last, (await house.RecordAsync(token.Id)).LastActivityAt);
        await house.A.FlushAsync();
        Assert.Equal(2, house.Store.Count(StoreOperation.Renew));
    }

    [Fact]
    public async Task A_flush_that_is_cancelled_loses_nothing()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(Interval);
        await house.A.RequestAsync(token);
        var at = house.Now;
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        Assert.False(await house.A.Lane.FlushAsync(everything: false, gone.Token));
        await house.A.FlushAsync();

        Assert.Equal(at, (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task A_node_that_stops_flushes_what_is_not_due_yet()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(5);
        await house.A.RequestAsync(token);

        await house.A.FlushAsync();
        Assert.Equal(0, house.Store.Count(StoreOperation.Renew));
        await house.A.FlushAsync(everything: true);

        Assert.Equal(house.Now, (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task A_renewal_of_a_session_that_is_gone_creates_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var view = (await house.A.ValidateAsync(token)).Session!;
        using var elsewhere = new House();
        elsewhere.Pass(Interval);

        elsewhere.A.Validator.RecordActivity(view, elsewhere.Now);
        await elsewhere.A.FlushAsync(everything: true);

        Assert.Null(await elsewhere.Store.FindAsync(token.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_activity_that_is_reported_after_the_deadline_does_not_revive()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var view = (await house.A.ValidateAsync(token)).Session!;
        house.Pass(view.IdleTimeout + TimeSpan.FromSeconds(2));

        house.A.Validator.RecordActivity(view, house.Now);
        await house.A.FlushAsync(everything: true);

        Assert.Equal(view.CreatedAt, (await house.RecordAsync(token.Id)).LastActivityAt);
        Assert.Equal(EndReason.Idle, (await house.A.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task An_activity_survives_the_eviction_of_its_entry()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Pass(30);
        await house.A.RequestAsync(token);
        var at = house.Now;
        house.A.Memory.Cache.Remove(token.Id);

        var view = (await house.A.ValidateAsync(token)).Session!;

        Assert.Equal(at, view.LastActivityAt);
    }

    [Fact]
    public async Task Racing_requests_and_flushes_lose_no_last_activity()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var view = (await house.A.ValidateAsync(token)).Session!;
        var start = house.Now;

        await Parallel.ForAsync(1, 5001, TestContext.Current.CancellationToken, async (index, _) =>
        {
            house.A.Lane.RecordActivity(view, start.AddMilliseconds(index));
            if (index % 7 == 0)
            {
                await house.A.FlushAsync(everything: true);
            }
        });
        await house.A.FlushAsync(everything: true);

        Assert.Equal(start.AddMilliseconds(5000), (await house.RecordAsync(token.Id)).LastActivityAt);
    }

    [Fact]
    public async Task Acknowledgements_travel_in_the_same_write_and_rise_only()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        await house.A.ValidateAsync(token);
        await house.A.RequestAsync(token);
        await house.A.FlushAsync();

        Assert.Equal(1, (await house.RecordAsync(token.Id)).Acknowledged);
        Assert.Equal(1, house.Store.Count(StoreOperation.Renew));
        await house.A.ValidateAsync(token, Validation.ValidationDemands.AskStore);
        await house.A.FlushAsync();
        Assert.Equal(1, house.Store.Count(StoreOperation.Renew));
    }

    /// <summary>Signs in, uses the session once and lets that be acknowledged; nothing is counted yet.</summary>
    private static async Task<Tokens.SessionToken> StartedAsync(House house)
    {
        var token = await house.SignInAsync();
        await house.A.ValidateAsync(token);
        await house.A.FlushAsync();
        house.Store.ResetCounts();
        return token;
    }
}
