using Sojourn.Houses;
using Sojourn.InMemory;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Changes;

/// <summary>A store that comes back without what it had confirmed.</summary>
public sealed class LostChangesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_node_remembers_is_written_again_so_that_a_node_without_memory_refuses_it_too()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        await using (await Backups.FollowAsync(house, house.A))
        {
            await house.A.EndAsync(token, EndReason.SignedOut);
            await house.Store.DeliveredAsync(StoreChangeKind.Ended);
        }

        house.Store.SetBack(backup);
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
        await using var again = await Backups.FollowAsync(house, house.A);
        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        Assert.Equal(EndReason.SignedOut, (await house.RecordAsync(token.Id)).Ending?.Reason);
        Assert.Equal(ValidationStatus.Ended, await house.AddNode().StatusAsync(token));
        Assert.Null(house.A.Get<CutOffs>().Suspension);
    }

    [Fact]
    public async Task A_session_whose_rotation_was_lost_ends_since_its_older_token_would_be_worth_something_again()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        await using (await Backups.FollowAsync(house, house.A))
        {
            await house.A.ReplaceAsync(token, house.Elevation());
            await house.Store.DeliveredAsync(StoreChangeKind.Rotated);
        }

        house.Store.SetBack(backup);
        await using var again = await Backups.FollowAsync(house, house.A);
        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        Assert.Equal(ValidationStatus.Ended, await house.AddNode().StatusAsync(token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_remembers_an_end_or_a_cut_off_is_not_outvoted_by_a_live_record(bool isCutOff)
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        house.Pass(1);
        await (isCutOff ? house.A.EndAllAsync("ada").AsTask() : (Task)house.A.EndAsync(token).AsTask());

        house.Store.SetBack(backup);

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Ended, (await house.A.RotateAsync(token)).Status);
        Assert.NotNull((await house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task An_end_that_was_lost_before_anybody_was_told_is_written_again_by_the_node_that_made_it()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        await house.A.EndAsync(token, EndReason.SignedOut);
        house.Store.SetBack(backup);
        await using var follow = await Backups.FollowAsync(house, house.A);

        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
        for (var second = 0; second < 5; second++)
        {
            house.Pass(1);
            await house.Store.DeliveredAsync(StoreChangeKind.Alive);
        }

        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        Assert.Equal(EndReason.SignedOut, (await house.RecordAsync(token.Id)).Ending?.Reason);
        Assert.True(house.A.Logs.Has(1601));
    }

    [Fact]
    public async Task An_end_that_the_feed_has_told_costs_no_second_write()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await using var follow = await Backups.FollowAsync(house, house.A);
        await house.A.EndAsync(token);
        await house.Store.DeliveredAsync(StoreChangeKind.Ended);
        for (var second = 0; second < 6; second++)
        {
            house.Pass(1);
            await house.Store.DeliveredAsync(StoreChangeKind.Alive);
        }

        house.Store.ResetCounts();
        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        Assert.Equal(0, house.Store.Total);
    }

    [Fact]
    public async Task A_session_that_was_missing_and_is_there_again_has_not_ended()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        house.Store.SetBack(new InMemorySojournStore(house.Time));
        Assert.Equal(ValidationStatus.Unknown, await house.A.StatusAsync(token));
        house.Pass(10);

        house.Store.SetBack(backup);

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_cut_off_that_was_lost_is_set_again()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        house.Pass(1);
        await using (await Backups.FollowAsync(house, house.A))
        {
            await house.A.EndAllAsync("ada", except: token.Id);
            await house.Store.DeliveredAsync(StoreChangeKind.CutOff);
        }

        house.Store.SetBack(backup);
        await using var again = await Backups.FollowAsync(house, house.A);
        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        var found = await house.Store.FindAsync(token.Id, Cancellation);
        Assert.Equal(token.Id, found?.SubjectCutOff?.Except);
    }

    [Fact]
    public async Task While_the_store_cannot_be_told_it_stays_due()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var backup = await Backups.BackupAsync(house, token);
        await using (await Backups.FollowAsync(house, house.A))
        {
            await house.A.EndAsync(token);
            await house.Store.DeliveredAsync(StoreChangeKind.Ended);
        }

        house.Store.SetBack(backup);
        await using var again = await Backups.FollowAsync(house, house.A);
        house.Store.Fail(StoreOperation.End);
        await Assert.ThrowsAsync<SessionStoreException>(() => house.A.Get<ChangeRestorer>().StepAsync(Cancellation));
        house.Store.Heal();
        await house.A.Get<ChangeRestorer>().StepAsync(Cancellation);

        Assert.NotNull((await house.RecordAsync(token.Id)).Ending);
    }
}
