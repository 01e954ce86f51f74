using Sojourn.Houses;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

public sealed class ChangeFollowerTests
{
    [Fact]
    public async Task An_end_elsewhere_is_refused_here_as_soon_as_the_feed_tells()
    {
        using var house = new House();
        var b = house.AddNode();
        await using var follow = await FollowAsync(house, b);
        var token = await house.SignInAsync();
        await b.StatusAsync(token);

        await house.A.EndAsync(token);
        await house.Store.DeliveredAsync(StoreChangeKind.Ended);

        Assert.Equal(EndReason.Revoked, (await b.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_rotation_elsewhere_makes_this_node_ask_again()
    {
        using var house = new House();
        var b = house.AddNode();
        await using var follow = await FollowAsync(house, b);
        var token = await house.SignInAsync();
        await b.StatusAsync(token);

        await house.A.ReplaceAsync(token, house.Elevation());
        await house.Store.DeliveredAsync(StoreChangeKind.Rotated);

        Assert.Null(b.Memory.Cache.Find(token.Id));
    }

    [Fact]
    public async Task While_the_feed_lives_an_entry_is_believed_beyond_the_staleness_bound_for_a_minute()
    {
        using var house = new House();
        var b = house.AddNode();
        await using var follow = await FollowAsync(house, b);
        var token = await house.SignInAsync();
        await b.StatusAsync(token);
        house.Store.ResetCounts();

        await LiveAsync(house, seconds: 59);
        await b.StatusAsync(token);
        Assert.Equal(0, house.Store.Total);
        await LiveAsync(house, seconds: 1);
        await b.StatusAsync(token);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_feed_that_falls_silent_is_lost_and_the_staleness_bound_rules()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await using (await FollowAsync(house, b))
        {
            await b.StatusAsync(token);
        }

        await house.A.EndAsync(token);
        house.Pass(4.999);
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));
        house.Pass(0.001);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task What_was_read_before_the_feed_began_is_not_believed_by_it()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await b.StatusAsync(token);
        await house.A.EndAsync(token);
        house.Pass(1);
        await using var follow = await FollowAsync(house, b);

        await LiveAsync(house, seconds: 4);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task What_was_read_before_a_gap_is_not_believed_after_it()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.A.Memory.FeedAlive();
        await house.A.StatusAsync(token);
        house.Pass(2);
        house.A.Memory.FeedLost();
        house.Pass(2);
        house.A.Memory.FeedAlive();
        house.Pass(1);
        house.Store.ResetCounts();

        await house.A.StatusAsync(token);
        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
        house.A.Memory.FeedAlive();
        house.Pass(2);
        house.A.Memory.FeedAlive();
        house.Pass(2);
        house.A.Memory.FeedAlive();
        house.Pass(2);
        await house.A.StatusAsync(token);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task While_the_feed_is_lost_an_entry_is_kept_and_when_it_is_back_it_is_read_again_at_its_next_use()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await using (await FollowAsync(house, b))
        {
            await b.StatusAsync(token);
            await LiveAsync(house, seconds: 10);
        }

        var kept = b.Memory.Cache.Find(token.Id);
        await using var again = await FollowAsync(house, b);
        Assert.Same(kept, b.Memory.Cache.Find(token.Id));
        house.Store.ResetCounts();

        await b.StatusAsync(token);
        await b.StatusAsync(token);

        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_fill_that_begins_after_a_newer_version_was_told_of_does_not_win_with_an_older_record()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.A.Memory.ChangedElsewhere(token.Id, version: 2);

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));

        Assert.Null(house.A.Memory.Cache.Find(token.Id));
    }

    [Fact]
    public async Task A_fill_that_begins_after_an_end_was_told_of_does_not_win_with_a_live_record()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.A.Memory.Ended(token.Id, EndReason.Revoked);

        await house.A.StatusAsync(token);

        Assert.Null(house.A.Memory.Cache.Find(token.Id));
    }

    [Fact]
    public async Task A_follower_that_starts_again_reads_on_from_where_it_stood()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await using (await FollowAsync(house, b))
        {
            await b.StatusAsync(token);
        }

        await house.A.EndAsync(token);
        await using var again = await FollowAsync(house, b);

        Assert.Equal(ValidationStatus.Ended, await b.StatusAsync(token));
    }

    [Fact]
    public async Task Its_own_echo_does_not_evict_what_this_node_has_filled_since()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var next = (await house.A.ReplaceAsync(token, house.Elevation())).Token;
        await house.A.StatusAsync(next);

        house.A.Memory.ChangedElsewhere(next.Id, version: 2);
        Assert.NotNull(house.A.Memory.Cache.Find(next.Id));
        house.A.Memory.ChangedElsewhere(next.Id, version: 3);

        Assert.Null(house.A.Memory.Cache.Find(next.Id));
    }

    [Fact]
    public async Task A_change_that_is_told_during_a_fill_drops_the_fill()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var gate = house.Store.PauseAfter(StoreOperation.Find);
        var filling = house.A.ValidateAsync(token).AsTask();
        await gate.Reached;

        house.A.Memory.ChangedElsewhere(token.Id, version: 2);
        gate.Open();
        await filling;

        Assert.Null(house.A.Memory.Cache.Find(token.Id));
    }

    [Fact]
    public async Task A_cut_off_for_everyone_is_applied_when_it_is_told()
    {
        using var house = new House();
        var b = house.AddNode();
        await using var follow = await FollowAsync(house, b);
        var token = await house.SignInAsync();
        await b.StatusAsync(token);
        house.Pass(1);

        await house.Store.SetAsync(Everyone(house), CancellationToken.None);
        await house.Store.DeliveredAsync(StoreChangeKind.CutOff);

        Assert.Equal(EndReason.Risk, (await b.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_cut_off_that_no_feed_told_is_read_when_the_feed_begins()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        house.Pass(1);
        await house.Store.SetAsync(Everyone(house), CancellationToken.None);
        house.Pass(1);

        await using var follow = await FollowAsync(house, b);

        Assert.Equal(EndReason.Risk, (await b.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_listener_is_told_of_an_end_elsewhere()
    {
        using var house = new House();
        var b = house.AddNode();
        await using var follow = await FollowAsync(house, b);
        var token = await house.SignInAsync();
        var listener = b.Memory.Signals.Listen(token.Id);

        await house.A.EndAsync(token, EndReason.SignedOut);
        await house.Store.DeliveredAsync(StoreChangeKind.Ended);

        Assert.True(listener.Reader.TryRead(out var signal));
        Assert.Equal(EndReason.SignedOut, signal.Reason);
    }

    private static CutOff Everyone(House house) =>
        new(CutOffScope.Everyone, Subject: null, Tenant: null, house.Now, Except: null, EndReason.Risk);

    /// <summary>Follows until disposed; returns once the feed has caught up.</summary>
    private static async Task<Following> FollowAsync(House house, Node node)
    {
        var following = new Following(node);
        await house.Store.DeliveredAsync(StoreChangeKind.Listening);
        return following;
    }

    /// <summary>Lets time pass while the feed keeps saying that it lives.</summary>
    private static async Task LiveAsync(House house, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            house.Pass(1);
            await house.Store.DeliveredAsync(StoreChangeKind.Alive);
        }
    }
}
