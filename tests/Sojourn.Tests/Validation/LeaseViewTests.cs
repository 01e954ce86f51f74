using Sojourn.Houses;
using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What a node may say it has heard of, and what a lease is worth meanwhile.</summary>
public sealed class LeaseViewTests
{
    [Fact]
    public void A_node_that_starts_has_seen_what_the_feed_delivered_from_before_its_start()
    {
        using var house = new House();
        var memory = house.A.Memory;

        memory.FeedCaughtUp(house.Now - TimeSpan.FromMinutes(5), isContinuation: false);

        Assert.True(memory.HasSeenAllSince(house.Now - TimeSpan.FromMinutes(5)));
        Assert.False(memory.HasSeenAllSince(house.Now - TimeSpan.FromMinutes(6)));
    }

    [Fact]
    public void A_feed_that_is_read_on_from_its_position_has_left_nothing_out()
    {
        using var house = new House();
        var memory = house.A.Memory;
        var start = house.Now;
        memory.FeedCaughtUp(start, isContinuation: false);
        memory.FeedLost();
        Assert.False(memory.HasSeenAllSince(house.Now));
        house.Pass(60);

        memory.FeedCaughtUp(house.Now, isContinuation: true);

        Assert.True(memory.HasSeenAllSince(start));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_lost_changes_nothing_from_before_is_in_view_again(bool isContinuation)
    {
        using var house = new House();
        var memory = house.A.Memory;
        var issued = house.Now;
        memory.FeedCaughtUp(issued, isContinuation: false);
        house.Pass(60);

        memory.FeedBroken();
        memory.FeedCaughtUp(issued - TimeSpan.FromMinutes(5), isContinuation);

        Assert.False(memory.HasSeenAllSince(issued));
        Assert.True(memory.HasSeenAllSince(house.Now));
    }

    [Fact]
    public async Task From_the_beginning_of_an_end_to_its_confirmation_no_lease_is_believed()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Sealed);
        var before = house.Store.PauseBefore(StoreOperation.End);
        var ending = house.A.EndAsync(token).AsTask();
        await before.Reached;
        Assert.NotNull(house.A.Memory.PendingEnds.Find(token.Id));

        before.Open();
        await ending;

        Assert.Null(house.A.Memory.PendingEnds.Find(token.Id));
        Assert.Equal(EndReason.Revoked, house.A.Memory.Known.Find(token.Id)?.Reason);
    }

    [Fact]
    public void An_end_stays_an_end_whatever_is_told_later_and_outlives_every_lease_from_before()
    {
        using var house = new House();
        var known = house.A.Memory.Known;
        var id = SessionId.Create(house.Now, tenant: null, new SubjectId("ada"));
        known.Ended(id, EndReason.Revoked);

        known.Changed(id, version: 9);
        house.Pass(TimeSpan.FromMinutes(5));
        known.Changed(SessionId.Create(house.Now, tenant: null, new SubjectId("grace")), version: 2);

        Assert.Equal(EndReason.Revoked, known.Find(id)?.Reason);
    }
}
