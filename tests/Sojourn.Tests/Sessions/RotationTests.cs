using Sojourn.Houses;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class RotationTests
{
    private static readonly TimeSpan HandOutWindow = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan RaceWindow = TimeSpan.FromSeconds(91);

    [Fact]
    public async Task A_hundred_racing_refreshes_on_two_nodes_are_one_successor_and_one_applied_change()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await StartedAsync(house);
        var gate = house.Store.PauseAfter(StoreOperation.Find, most: 100);
        var refreshes = Enumerable.Range(0, 100)
            .Select(index => (index % 2 == 0 ? house.A : b).RotateAsync(token).AsTask())
            .ToArray();
        await gate.Reached;

        gate.Open();
        var issued = await Task.WhenAll(refreshes);

        Assert.All(issued, result => Assert.Equal(ValidationStatus.Active, result.Status));
        Assert.Single(issued.Select(result => result.Token.Text()).Distinct(StringComparer.Ordinal));
        var record = await house.RecordAsync(token.Id);
        Assert.Equal((2, 2L), (record.Token.Generation, record.Version));
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(issued[0].Token));
    }

    [Fact]
    public async Task A_refresh_that_finds_the_winners_change_gets_the_same_successor()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var late = house.A.RotateAsync(token).AsTask();
        await gate.Reached;

        var winner = await house.A.RotateAsync(token);
        gate.Open();

        Assert.Equal(winner.Token.Text(), (await late).Token.Text());
    }

    [Fact]
    public async Task Two_racing_replacements_are_one_rotation_and_one_retry_of_the_client()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var late = house.A.ReplaceAsync(token, Demand()).AsTask();
        await gate.Reached;
        var winner = await house.A.ReplaceAsync(token, Demand());

        gate.Open();
        var loser = await late;

        // The loser was judged again: its token is now the one before, still good, and gets a fresh secret of its own.
        Assert.Equal(ValidationStatus.Active, winner.Status);
        Assert.Equal((ValidationStatus.Active, 3), (loser.Status, loser.Token.Generation));
        Assert.NotEqual(winner.Token.Secret, loser.Token.Secret);
    }

    [Fact]
    public async Task A_session_that_is_revoked_during_a_rotation_gets_no_successor()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var rotating = house.A.RotateAsync(token).AsTask();
        await gate.Reached;

        await house.A.EndAsync(token);
        gate.Open();
        var issued = await rotating;

        Assert.Equal((ValidationStatus.Ended, EndReason.Revoked, false), (issued.Status, issued.Reason, issued.IsNew));
        Assert.Equal(1, (await house.RecordAsync(token.Id)).Token.Generation);
    }

    [Fact]
    public async Task A_rotation_that_is_written_before_the_end_does_not_outlive_it()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var gate = house.Store.PauseAfter(StoreOperation.Change);
        var rotating = house.A.RotateAsync(token).AsTask();
        await gate.Reached;

        await house.A.EndAsync(token);
        gate.Open();
        var issued = await rotating;

        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(issued.Token));
    }

    [Fact]
    public async Task A_forged_token_of_an_older_generation_cannot_end_a_session_by_reuse()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        for (var index = 0; index < 4; index++)
        {
            token = (await house.A.RotateAsync(token)).Token;
            house.Pass(HandOutWindow);
        }

        var forged = new SessionToken(token.Purpose, token.KeyId, token.Id, 1, secret: 1, tag: 1);

        Assert.Equal(ValidationStatus.Malformed, (await house.A.RotateAsync(forged)).Status);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task Eight_tabs_that_wake_together_rotate_once()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var first = await house.A.RotateAsync(token);

        var second = await house.A.RotateAsync(first.Token);

        Assert.Equal((ValidationStatus.Active, false), (second.Status, second.IsNew));
        Assert.Equal(2, (await house.RecordAsync(token.Id)).Token.Generation);
    }

    [Fact]
    public async Task A_lost_answer_is_handed_out_again_and_counted_once_for_its_generation()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var lost = await house.A.RotateAsync(token);
        house.Pass(HandOutWindow);

        var again = await house.A.RotateAsync(token);
        var oncemore = await house.A.RotateAsync(token);

        Assert.Equal(lost.Token.Text(), again.Token.Text());
        Assert.Equal(lost.Token.Text(), oncemore.Token.Text());
        Assert.Equal(1, (await house.RecordAsync(token.Id)).Token.LostAnswers);
    }

    [Fact]
    public async Task The_attempt_that_made_a_generation_may_repeat_itself_uncounted()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var lost = await house.A.RotateAsync(token, attempt: 7);
        house.Pass(HandOutWindow);

        for (var index = 0; index < 5; index++)
        {
            Assert.Equal(lost.Token.Text(), (await house.A.RotateAsync(token, attempt: 7)).Token.Text());
        }

        Assert.Equal(0, (await house.RecordAsync(token.Id)).Token.LostAnswers);
    }

    [Fact]
    public async Task Five_generations_in_a_row_with_lost_answers_are_reuse()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        for (var generation = 0; generation < 4; generation++)
        {
            await house.A.RotateAsync(token);
            house.Pass(HandOutWindow);
            token = (await house.A.RotateAsync(token)).Token;
            house.Pass(HandOutWindow);
        }

        await house.A.RotateAsync(token);
        house.Pass(HandOutWindow);
        var fifth = await house.A.RotateAsync(token);

        Assert.Equal((ValidationStatus.Ended, EndReason.Reuse), (fifth.Status, fifth.Reason));
        Assert.True(house.A.Logs.Has(1200));
    }

    [Fact]
    public async Task A_token_newer_than_its_record_ends_the_session_and_alarms()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        var result = await house.A.ValidateAsync(house.A.Tokens.Issue(token.Purpose, token.Id, 2));

        Assert.Equal(ValidationStatus.Ended, result.Status);
        Assert.False(result.HolderProven);
        Assert.True(house.A.Logs.Has(1202));
        Assert.NotNull((await house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task A_reuse_that_comes_after_another_end_tells_that_ends_reason()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var second = (await house.A.RotateAsync(token)).Token;
        await house.A.StatusAsync(second);
        await house.A.FlushAsync();
        house.Pass(RaceWindow);
        var gate = house.Store.PauseBefore(StoreOperation.End);
        var judging = house.A.ValidateAsync(token).AsTask();
        await gate.Reached;

        await house.A.EndAsync(token, EndReason.SignedOut);
        gate.Open();

        Assert.Equal(EndReason.SignedOut, (await judging).Reason);
    }

    [Fact]
    public async Task A_rotation_whose_answer_from_the_store_is_lost_hands_out_the_same_successor_next_time()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        house.Store.FailAfterwards(StoreOperation.Change);
        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.RotateAsync(token));
        house.Store.Heal();

        var issued = await house.A.RotateAsync(token);

        Assert.Equal((ValidationStatus.Active, 2), (issued.Status, issued.Token.Generation));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(issued.Token));
    }

    [Fact]
    public async Task Renaming_a_device_races_a_rotation_and_both_are_kept()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var subject = new SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: false);
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var renaming = house.A.Manager.RenameAsync(
            subject, token.Id, " Laptop ", TestContext.Current.CancellationToken).AsTask();
        await gate.Reached;

        await house.A.RotateAsync(token);
        gate.Open();

        Assert.True(await renaming);
        var record = await house.RecordAsync(token.Id);
        Assert.Equal(2, record.Token.Generation);
        Assert.Equal("Laptop", SessionDetailsCodec.Read(record.Details.Span).DeviceName);
    }

    private static TokenReplacement Demand() =>
        new(RotationCause.Demand, Ticket: null, Proof: null, IsPersistent: null);

    /// <summary>A session by refresh token, signed in long enough ago that a refresh rotates.</summary>
    private static async Task<SessionToken> StartedAsync(House house)
    {
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(HandOutWindow);
        return token;
    }
}
