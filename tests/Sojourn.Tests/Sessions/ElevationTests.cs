using System.Text;
using Sojourn.Houses;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class ElevationTests
{
    [Fact]
    public async Task Before_and_after_each_carry_their_own_proof_and_claims()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        var signedInAt = house.Now;
        house.Pass(300);

        var issued = await house.A.ReplaceAsync(old, house.Elevation());

        var before = (await house.A.ValidateAsync(old)).Session!;
        var after = (await house.A.ValidateAsync(issued.Token)).Session!;
        Assert.Equal(("aal1", signedInAt, "before"), (before.Proof.Assurance, before.Proof.At, TicketOf(before)));
        Assert.Equal(("aal2", house.Now, "after"), (after.Proof.Assurance, after.Proof.At, TicketOf(after)));
        Assert.Equal((1, 2), (before.Generation, after.Generation));
        Assert.Equal(signedInAt, after.AuthenticatedAt);
    }

    [Fact]
    public async Task The_holder_of_the_older_token_never_receives_the_successor()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        var issued = await house.A.ReplaceAsync(old, house.Elevation());

        var validated = await house.A.ValidateAsync(old);
        var refreshed = await house.A.RotateAsync(old);

        Assert.False(validated.HasSuccessor);
        Assert.False(refreshed.IsNew);
        Assert.Equal("aal1", refreshed.View!.Proof.Assurance);
        Assert.NotEqual(issued.Token.Secret, house.A.Tokens.Derive(old).Secret);
    }

    [Fact]
    public async Task Unacknowledged_the_older_token_stays_good_for_as_long_as_it_takes()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        await house.A.ReplaceAsync(old, house.Elevation());

        house.Pass(1200);

        Assert.Equal("aal1", (await house.A.ValidateAsync(old)).Session?.Proof.Assurance);
    }

    [Fact]
    public async Task Acknowledged_the_older_token_has_the_grace_then_is_superseded_then_reuse()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        var issued = await house.A.ReplaceAsync(old, house.Elevation());
        house.Pass(5);
        await house.A.StatusAsync(issued.Token);
        await house.A.FlushAsync();

        house.Pass(10);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(old));
        house.Pass(0.001);
        Assert.Equal(ValidationStatus.Superseded, await house.A.StatusAsync(old));
        house.Pass(74.999);
        Assert.Equal(ValidationStatus.Superseded, await house.A.StatusAsync(old));
        house.Pass(0.001);

        Assert.Equal(EndReason.Reuse, (await house.A.ValidateAsync(old)).Reason);
        Assert.Equal(ValidationStatus.Ended, await house.A.StatusAsync(issued.Token));
    }

    [Fact]
    public async Task An_entry_that_is_evicted_and_filled_again_does_not_reopen_the_grace()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        var issued = await house.A.ReplaceAsync(old, house.Elevation());
        await house.A.StatusAsync(issued.Token);
        await house.A.FlushAsync();
        house.Pass(30);

        house.A.Memory.Cache.Remove(old.Id);
        await house.A.StatusAsync(issued.Token);

        Assert.Equal(ValidationStatus.Superseded, await house.A.StatusAsync(old));
    }

    [Fact]
    public async Task A_node_that_never_saw_the_acknowledgement_gives_no_grace_beyond_the_rotations()
    {
        using var house = new House();
        var b = house.AddNode();
        var old = await house.SignInAsync();
        var issued = await house.A.ReplaceAsync(old, house.Elevation());
        await house.A.StatusAsync(issued.Token);
        await house.A.FlushAsync();

        house.Pass(10);
        Assert.Equal(ValidationStatus.Active, await b.StatusAsync(old));
        house.Pass(0.001);

        Assert.Equal(ValidationStatus.Superseded, await b.StatusAsync(old));
    }

    [Theory]
    [InlineData(RotationCause.Demand)]
    [InlineData(RotationCause.Reissue)]
    [InlineData(RotationCause.Move)]
    public async Task A_rotation_that_proves_nothing_keeps_what_the_older_token_was_worth(RotationCause cause)
    {
        using var house = new House();
        var old = await house.SignInAsync();
        var elevated = await house.A.ReplaceAsync(old, house.Elevation());

        var issued = await house.A.ReplaceAsync(
            old, new TokenReplacement(cause, Ticket: null, Proof: null, IsPersistent: null));

        var view = (await house.A.ValidateAsync(issued.Token)).Session!;
        Assert.Equal(("aal1", "before"), (view.Proof.Assurance, TicketOf(view)));
        Assert.Equal(("aal1", "before"), (issued.View!.Proof.Assurance, TicketOf(issued.View)));
        var other = (await house.A.ValidateAsync(elevated.Token)).Session!;
        Assert.Equal(("aal2", "after"), (other.Proof.Assurance, TicketOf(other)));
    }

    [Fact]
    public async Task Repeating_the_proof_after_a_lost_answer_rotates_again()
    {
        using var house = new House();
        var old = await house.SignInAsync();
        await house.A.ReplaceAsync(old, house.Elevation());

        var again = await house.A.ReplaceAsync(old, house.Elevation());

        Assert.Equal(3, again.Token.Generation);
        Assert.Equal("aal2", (await house.A.ValidateAsync(again.Token)).Session?.Proof.Assurance);
    }

    [Fact]
    public async Task A_rotation_that_proves_nothing_keeps_the_proof_of_the_current_token()
    {
        using var house = new House();
        var token = (await house.A.ReplaceAsync(await house.SignInAsync(), house.Elevation())).Token;

        var issued = await house.A.ReplaceAsync(
            token, new TokenReplacement(RotationCause.Reissue, "newer"u8.ToArray(), Proof: null, IsPersistent: true));

        Assert.Equal(("aal2", "newer"), (issued.View!.Proof.Assurance, TicketOf(issued.View)));
        Assert.True(issued.View.Details.IsPersistent);
    }

    [Fact]
    public async Task On_another_node_the_older_token_never_gets_the_newer_tokens_near_entry()
    {
        using var house = new House();
        var b = house.AddNode();
        var old = await house.SignInAsync();
        await b.StatusAsync(old);
        var issued = await house.A.ReplaceAsync(old, house.Elevation());
        await b.StatusAsync(issued.Token);

        Assert.Equal("aal1", (await b.ValidateAsync(old)).Session?.Proof.Assurance);
        Assert.Equal("aal2", (await b.ValidateAsync(issued.Token)).Session?.Proof.Assurance);
    }

    private static string TicketOf(SessionView view) => Encoding.UTF8.GetString(view.Ticket.Span);
}
