using Sojourn.Houses;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

/// <summary>What a refresh leaves behind in the record, and what that is worth to whoever comes next.</summary>
public sealed class RefreshTests
{
    private static readonly TimeSpan HandOutWindow = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task A_refresh_that_does_not_rotate_acknowledges_its_generation()
    {
        using var house = new House();
        var first = await StartedAsync(house);
        var second = (await house.A.RotateAsync(first)).Token;
        house.Pass(20);

        await house.A.RotateAsync(second);
        await house.A.FlushAsync();

        Assert.Equal(2, (await house.RecordAsync(first.Id)).Acknowledged);
        Assert.Equal(ValidationStatus.Superseded, (await house.A.RotateAsync(first)).Status);
    }

    [Fact]
    public async Task Asking_with_the_older_token_again_and_again_does_not_hold_the_rotation_back_unnoticed()
    {
        using var house = new House();
        var stolen = await StartedAsync(house);
        var owners = (await house.A.RotateAsync(stolen)).Token;
        house.Pass(45);
        await house.A.RotateAsync(stolen);
        house.Pass(45);

        await house.A.RotateAsync(owners);
        await house.A.FlushAsync();
        var afterwards = await house.A.RotateAsync(stolen);
        house.Pass(91);

        Assert.Equal(ValidationStatus.Superseded, afterwards.Status);
        Assert.Equal(EndReason.Reuse, (await house.A.RotateAsync(stolen)).Reason);
    }

    [Fact]
    public async Task The_first_refresh_after_a_sign_in_writes_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Store.ResetCounts();

        var issued = await house.A.RotateAsync(token);
        await house.A.FlushAsync();

        Assert.Equal((ValidationStatus.Active, false), (issued.Status, issued.IsNew));
        Assert.Equal((0, 0), (house.Store.Count(StoreOperation.Change), house.Store.Count(StoreOperation.Renew)));
    }

    [Fact]
    public async Task What_is_handed_out_again_is_not_rotated_at_once_by_another_node()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await StartedAsync(house);
        await house.A.RotateAsync(token, attempt: 7);
        house.Pass(1200);

        var again = (await house.A.RotateAsync(token, attempt: 7)).Token;
        var next = await b.RotateAsync(again);

        // Nothing was flushed in between: another answer with this generation may still be on its way to the browser.
        Assert.Equal((ValidationStatus.Active, false), (next.Status, next.IsNew));
        Assert.Equal(house.Now, (await house.RecordAsync(token.Id)).HandedOutAt);
    }

    [Fact]
    public async Task A_successor_is_handed_out_again_although_that_could_not_be_written()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var lost = await house.A.RotateAsync(token, attempt: 7);
        house.Pass(HandOutWindow);
        house.Store.Fail(StoreOperation.Renew);

        var again = await house.A.RotateAsync(token, attempt: 7);
        house.Store.Heal();
        var at = house.Now;
        house.Pass(1);
        await house.A.FlushAsync();

        Assert.Equal(lost.Token.Text(), again.Token.Text());
        Assert.Equal(at, (await house.RecordAsync(token.Id)).HandedOutAt);
    }

    [Fact]
    public async Task Whoever_only_asks_while_an_answer_is_lost_is_valid_counted_for_nothing_and_given_nothing()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        await house.A.RotateAsync(token);
        house.Pass(HandOutWindow);

        var result = await house.A.ValidateAsync(token);

        Assert.Equal((ValidationStatus.Active, false), (result.Status, result.HasSuccessor));
        Assert.Equal(1, result.Session?.Generation);
        Assert.Equal(0, (await house.RecordAsync(token.Id)).Token.LostAnswers);
    }

    [Fact]
    public async Task The_generation_before_a_refresh_is_worth_what_the_current_one_is()
    {
        using var house = new House();
        var signedIn = await house.SignInAsync(carrier: Carrier.Bearer);
        var elevated = (await house.A.ReplaceAsync(signedIn, house.Elevation())).Token;
        house.Pass(HandOutWindow);
        await house.A.RotateAsync(elevated);
        house.Pass(HandOutWindow);

        var result = await house.A.ValidateAsync(elevated);

        Assert.Equal("aal2", result.Session!.Proof.Assurance);
        Assert.Equal("after"u8, result.Session!.Ticket.Span);
    }

    [Fact]
    public async Task The_generation_before_an_unacknowledged_refresh_cannot_be_turned_into_a_fresh_secret()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        await house.A.RotateAsync(token);
        house.Pass(HandOutWindow);

        var replaced = await house.A.ReplaceAsync(token, house.Elevation());

        Assert.Equal((ValidationStatus.Superseded, false), (replaced.Status, replaced.IsNew));
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task An_acknowledgement_that_is_written_late_acknowledges_no_later_generation()
    {
        using var house = new House();
        var b = house.AddNode();
        var first = await StartedAsync(house);
        var second = (await house.A.RotateAsync(first)).Token;
        await b.ValidateAsync(second);
        house.Pass(HandOutWindow);
        var third = (await house.A.RotateAsync(second)).Token;

        await b.FlushAsync();
        house.Pass(HandOutWindow);
        var again = await house.A.RotateAsync(second);

        Assert.Equal(2, (await house.RecordAsync(first.Id)).Acknowledged);
        Assert.Equal(third.Text(), again.Token.Text());
    }

    [Fact]
    public async Task A_hand_out_that_is_written_late_does_not_move_the_next_generations_back()
    {
        using var house = new House();
        var first = await StartedAsync(house);
        await house.A.RotateAsync(first, attempt: 7);
        house.Pass(HandOutWindow);
        house.Store.Fail(StoreOperation.Renew);
        var second = (await house.A.RotateAsync(first, attempt: 7)).Token;
        house.Store.Heal();
        house.Pass(HandOutWindow);
        await house.A.RotateAsync(second);
        var rotatedAt = house.Now;

        await house.A.FlushAsync();

        Assert.Equal(rotatedAt, (await house.RecordAsync(first.Id)).HandedOutAt);
    }

    [Fact]
    public async Task Three_lost_races_on_one_session_ask_the_client_to_come_again_and_end_nothing()
    {
        using var house = new House();
        var token = await StartedAsync(house);
        var subject = new SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: false);
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var refreshing = house.A.RotateAsync(token).AsTask();
        for (var race = 1; race <= 3; race++)
        {
            await gate.Reached;
            await house.A.Manager.RenameAsync(subject, token.Id, $"Laptop {race}", TestContext.Current.CancellationToken);
            var lost = gate;
            gate = race < 3 ? house.Store.PauseBefore(StoreOperation.Change) : gate;
            lost.Open();
        }

        Assert.Equal(ValidationStatus.Superseded, (await refreshing).Status);
        Assert.Equal(ValidationStatus.Active, (await house.A.RotateAsync(token)).Status);
    }

    /// <summary>A session by refresh token, signed in long enough ago that a refresh rotates.</summary>
    private static async Task<SessionToken> StartedAsync(House house)
    {
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(HandOutWindow);
        return token;
    }
}
