using Sojourn.Houses;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class SuccessorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_successor_that_is_not_what_the_record_holds_is_never_handed_out()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(61);
        await house.A.RotateAsync(token);
        var record = await house.RecordAsync(token.Id);
        var tampered = record.Token with { Current = new TokenHash(1, 2) };
        await house.Store.ChangeAsync(
            token.Id, new SessionChange { ExpectedVersion = record.Version, Token = tampered }, Cancel);

        var rotated = await house.A.RotateAsync(token);
        var validated = await house.A.ValidateAsync(token);

        Assert.Equal((ValidationStatus.Unknown, false), (rotated.Status, rotated.IsNew));
        Assert.Equal((ValidationStatus.Unknown, false), (validated.Status, validated.HasSuccessor));
        Assert.True(house.A.Logs.Has(1201));
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
    }

    [Fact]
    public async Task A_cut_off_that_is_set_during_a_rotation_voids_its_successor()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(61);
        var gate = house.Store.PauseBefore(StoreOperation.Change);
        var rotating = house.A.RotateAsync(token).AsTask();
        await gate.Reached;
        house.Store.Fail(StoreOperation.EndMany);
        await Assert.ThrowsAsync<SessionStoreException>(async () => await house.A.EndAllAsync("ada"));

        gate.Open();
        var issued = await rotating;

        Assert.Equal(EndReason.CredentialsChanged, (await house.A.ValidateAsync(issued.Token)).Reason);
    }

    [Fact]
    public async Task A_rotation_of_a_session_that_never_was_is_unknown()
    {
        using var house = new House();
        await house.A.Tokens.LoadAsync(Cancel);
        var id = SessionId.Create(house.Now, tenant: null, new SubjectId("ada"));

        var issued = await house.A.RotateAsync(house.A.Tokens.Issue(TokenPurpose.RefreshCookie, id, 1));

        Assert.Equal(ValidationStatus.Unknown, issued.Status);
    }

    [Fact]
    public async Task A_reason_is_proven_to_a_rotating_holder_only()
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        await house.A.EndAsync(token);

        var holder = await house.A.RotateAsync(token);
        var stranger = await house.A.RotateAsync(house.A.Tokens.Issue(token.Purpose, token.Id, 1));

        Assert.Equal((ValidationStatus.Ended, true), (holder.Status, holder.HolderProven));
        Assert.Equal((ValidationStatus.Ended, false), (stranger.Status, stranger.HolderProven));
    }
}
