using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class RevocationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_revoked_during_a_fill_is_not_put_back_Keycloak_51127()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var gate = house.Store.PauseAfter(StoreOperation.Find);
        var filling = house.A.ValidateAsync(token).AsTask();
        await gate.Reached;

        await house.A.EndAsync(token);
        gate.Open();
        await filling;

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task While_the_end_is_being_written_this_node_already_refuses()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        var gate = house.Store.PauseBefore(StoreOperation.End);
        var ending = house.A.EndAsync(token).AsTask();
        await gate.Reached;

        var status = await house.A.StatusAsync(token);
        gate.Open();

        Assert.True((await ending).Applied);
        Assert.Equal(ValidationStatus.Ended, status);
    }

    [Fact]
    public async Task An_end_while_the_store_is_down_refuses_here_at_once_and_is_confirmed_later()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        house.Store.Fail();

        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.EndAsync(token, EndReason.SignedOut));
        Assert.Equal(EndReason.SignedOut, (await house.A.ValidateAsync(token)).Reason);
        Assert.False(await house.A.RepeatEndsAsync());
        house.Store.Heal();

        Assert.Equal(EndReason.SignedOut, (await house.A.ValidateAsync(token)).Reason);
        Assert.True(await house.A.RepeatEndsAsync());
        Assert.True(house.A.Memory.PendingEnds.IsEmpty);
        Assert.Equal(EndReason.SignedOut, (await b.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_session_whose_end_is_pending_can_be_neither_rotated_nor_replaced()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Store.Fail(StoreOperation.End);
        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.EndAsync(token));

        house.Pass(120);

        Assert.Equal(ValidationStatus.Ended, (await house.A.RotateAsync(token)).Status);
        Assert.Equal(ValidationStatus.Ended, (await house.A.ReplaceAsync(token, house.Elevation())).Status);
        Assert.Equal(1, (await house.RecordAsync(token.Id)).Token.Generation);
    }

    [Fact]
    public async Task An_end_whose_caller_stopped_waiting_still_happens()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.StatusAsync(token);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await house.A.Manager.EndAsync(token.Id, EndReason.SignedOut, actor: null, gone.Token));

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
        Assert.True(await house.A.RepeatEndsAsync());
        Assert.Equal(EndReason.SignedOut, (await house.RecordAsync(token.Id)).Ending?.Reason);
    }

    [Fact]
    public async Task Of_a_hundred_racing_ends_one_is_applied()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var gate = house.Store.PauseBefore(StoreOperation.End, most: 100);
        var ends = Enumerable.Range(0, 100).Select(_ => house.A.EndAsync(token).AsTask()).ToArray();
        await gate.Reached;

        gate.Open();
        var results = await Task.WhenAll(ends);

        Assert.Single(results, result => result.Applied);
        Assert.All(results, result => Assert.Equal(EndReason.Revoked, result.Ending?.Reason));
        Assert.True(house.A.Memory.PendingEnds.IsEmpty);
    }

    [Fact]
    public async Task A_session_that_is_revoked_during_a_renewal_stays_ended()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Pass(120);
        await house.A.RequestAsync(token);
        var gate = house.Store.PauseBefore(StoreOperation.Renew);
        var flushing = house.A.FlushAsync();
        await gate.Reached;

        await house.A.EndAsync(token);
        gate.Open();
        await flushing;

        var record = await house.RecordAsync(token.Id);
        Assert.NotNull(record.Ending);
        Assert.Equal(record.CreatedAt, record.LastActivityAt);
        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task Ending_everything_spares_the_exception_and_reaches_every_page()
    {
        using var house = new House();
        var mine = await house.SignInAsync();
        for (var index = 0; index < 600; index++)
        {
            await house.SignInAsync();
        }

        house.Pass(1);
        var result = await house.A.EndAllAsync("ada", mine.Id);

        Assert.Equal(600, result.Count);
        Assert.Equal(house.Now, result.CutOffAt);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(mine));
    }

    [Fact]
    public async Task A_sign_in_that_started_before_the_cut_off_is_void_however_late_it_arrives()
    {
        using var house = new House();
        var b = house.AddNode();
        var inFlight = house.SignInOf();
        house.Pass(1);
        await house.A.EndAllAsync("ada");
        house.Pass(30);

        var started = await b.Manager.StartAsync(inFlight, Cancel);

        Assert.Equal(EndReason.CredentialsChanged, (await house.A.ValidateAsync(started.Token)).Reason);
        Assert.Equal(EndReason.CredentialsChanged, (await house.RecordAsync(started.Token.Id)).Ending?.Reason);
    }

    [Fact]
    public async Task A_sign_in_that_took_long_has_ended_before_anything_is_handed_out()
    {
        using var house = new House();
        var inFlight = house.SignInOf();
        house.Pass(1);
        await house.A.EndAllAsync("ada");
        house.Pass(30);

        var started = await house.A.Manager.StartAsync(inFlight, Cancel);

        Assert.Equal(EndReason.CredentialsChanged, (await house.RecordAsync(started.Token.Id)).Ending?.Reason);
        Assert.Equal(EndReason.CredentialsChanged, house.A.Memory.Known.Find(started.Token.Id)?.Reason);
    }

    [Fact]
    public async Task Only_a_sign_in_that_took_long_costs_a_look_at_the_cut_off()
    {
        using var house = new House();
        var slow = house.SignInOf();
        house.Pass(30);
        house.Store.ResetCounts();

        await house.A.Manager.StartAsync(house.SignInOf(), Cancel);
        Assert.Equal(0, house.Store.Count(StoreOperation.Find));

        await house.A.Manager.StartAsync(slow, Cancel);
        Assert.Equal(1, house.Store.Count(StoreOperation.Find));
    }

    [Fact]
    public async Task A_sign_in_that_took_long_and_cannot_be_judged_fails_and_leaves_no_session()
    {
        using var house = new House();
        var slow = house.SignInOf();
        house.Pass(30);
        house.Store.Fail(StoreOperation.Find);

        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.Manager.StartAsync(slow, Cancel));

        await house.A.RepeatEndsAsync();
        var page = await house.A.Manager.ListAsync(
            new SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: false), after: null, most: 10, Cancel);
        Assert.Empty(page.Sessions);
    }

    [Fact]
    public async Task A_sign_in_that_starts_at_the_cut_off_or_later_stands()
    {
        using var house = new House();
        house.Pass(1);
        var cutOff = (await house.A.EndAllAsync("ada")).CutOffAt;

        var started = await house.A.Manager.StartAsync(house.SignInOf() with { StartedAt = cutOff }, Cancel);

        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(started.Token));
    }

    [Fact]
    public async Task A_fill_that_began_before_a_cut_off_does_not_outlive_it()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Pass(1);
        var gate = house.Store.PauseAfter(StoreOperation.Find);
        var filling = house.A.ValidateAsync(token).AsTask();
        await gate.Reached;
        house.Store.Fail(StoreOperation.EndMany);

        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.EndAllAsync("ada"));
        gate.Open();
        await filling;

        Assert.Equal(EndReason.CredentialsChanged, (await house.A.ValidateAsync(token)).Reason);
    }

    [Fact]
    public async Task A_reason_is_told_only_to_a_holder_of_the_token()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await house.A.EndAsync(token);

        var holder = await house.A.ValidateAsync(token);
        var stranger = await house.A.ValidateAsync(house.A.Tokens.Issue(token.Purpose, token.Id, token.Generation));

        Assert.True(holder.HolderProven);
        Assert.Equal(ValidationStatus.Ended, stranger.Status);
        Assert.False(stranger.HolderProven);
    }

    [Fact]
    public async Task A_record_whose_end_failed_by_absolute_timeout_is_refused_in_any_case()
    {
        using var house = new House(new SessionPolicy { AbsoluteTimeout = TimeSpan.FromMinutes(10) });
        var token = await house.SignInAsync();
        house.Pass(TimeSpan.FromMinutes(10));
        house.Store.Fail(StoreOperation.End);

        Assert.NotEqual(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.NotEqual(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Ended, (await house.A.RotateAsync(token)).Status);
    }
}
