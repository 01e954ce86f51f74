using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

/// <summary>A store that was set back by more than anybody remembers.</summary>
public sealed class SuspensionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_set_back_by_more_than_is_remembered_is_not_believed_about_anybody_from_before()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);

        Assert.Equal(ValidationStatus.Unavailable, await house.A.StatusAsync(token));
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task A_suspension_reaches_nodes_that_follow_and_nodes_that_start_later()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);
        var b = house.AddNode();
        await using var other = await Backups.FollowAsync(house, b);
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(token));

        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);
        await house.Store.DeliveredAsync(StoreChangeKind.CutOff);
        await house.Store.DeliveredAsync(StoreChangeKind.CutOff);
        var c = house.AddNode();
        await c.Get<CutOffReader>().ReadAsync(Cancellation);

        Assert.Equal(ValidationStatus.Unavailable, await b.StatusAsync(token));
        Assert.Equal(ValidationStatus.Unavailable, await c.StatusAsync(token));
    }

    [Fact]
    public async Task A_suspension_refuses_to_rotate_what_it_refuses_to_believe()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);

        await Assert.ThrowsAsync<SessionStoreException>(() => house.A.RotateAsync(token).AsTask());
    }

    [Fact]
    public async Task Who_signs_in_afterwards_is_believed_at_once()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);

        var fresh = await house.SignInAsync();

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(fresh));
    }

    [Fact]
    public async Task A_cut_off_for_everyone_settles_it()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);

        await house.A.Manager.CutOffEveryoneAsync(EndReason.CutOff, Cancellation);

        Assert.Null(house.A.Get<CutOffs>().Suspension);
        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task What_has_ended_says_so_even_while_it_is_suspended()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await Backups.SetBackFarAsync(house, token);
        await using var follow = await Backups.FollowAsync(house, house.A);

        await house.A.EndAsync(token, EndReason.SignedOut);

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
    }
}
