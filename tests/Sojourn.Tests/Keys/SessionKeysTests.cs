using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Keys;

/// <summary>Keys that come and go under running nodes.</summary>
public sealed class SessionKeysTests
{
    private static readonly KeySchedule Schedule = new() { SigningAlgorithm = SigningAlgorithm.ES256 };

    private static readonly SessionPolicy Long = new()
    {
        IdleTimeout = TimeSpan.FromDays(400),
        AbsoluteTimeout = TimeSpan.FromDays(400),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rotation_of_keys_loses_no_session_on_any_node()
    {
        using var house = new House(Long, Schedule);
        var other = house.AddNode();
        var tokens = new List<SessionToken>();
        for (var day = 0; day < 300; day++)
        {
            tokens.Add(await house.SignInAsync($"person {day}"));
            await house.A.Ring.AdvanceAsync(Cancel);
            await other.Ring.AdvanceAsync(Cancel);
            house.Pass(TimeSpan.FromDays(1));
            foreach (var token in tokens.Where((_, index) => index % 37 == day % 37))
            {
                Assert.Equal(ValidationStatus.Active, (await house.A.ValidateAsync(token, ValidationDemands.AskStore)).Status);
                Assert.Equal(ValidationStatus.Active, (await other.ValidateAsync(token, ValidationDemands.AskStore)).Status);
            }
        }

        Assert.True(tokens.Select(token => token.KeyId).Distinct().Count() >= 3);
        Assert.True(house.A.Ring.IsRetiring(tokens[0].KeyId));
        Assert.False(house.A.Ring.IsRetiring(tokens[^1].KeyId));
    }

    [Fact]
    public async Task Two_nodes_that_move_the_ring_on_at_once_make_one_key()
    {
        using var house = new House(schedule: Schedule);
        var nodes = Enumerable.Range(0, 8).Select(_ => house.AddNode()).ToArray();
        await Task.WhenAll(nodes.Select(node => node.Ring.LoadAsync(Cancel).AsTask()));
        house.Pass(Schedule.ActiveFor);
        var gate = house.Store.PauseBefore(StoreOperation.ReplaceRing, most: 8);
        var steps = nodes.Select(node => node.Ring.AdvanceAsync(Cancel)).ToArray();
        await gate.Reached;

        gate.Open();
        await Task.WhenAll(steps);

        var keys = await nodes[0].Get<SessionKeys>().ListAsync(Cancel);
        Assert.Equal(2, keys.Count(key => key.Kind == SessionKeyKind.Session));
        Assert.Equal(2, keys.Count(key => key.Kind == SessionKeyKind.Signing));
    }

    [Fact]
    public async Task A_lost_answer_from_before_a_rotation_of_keys_is_given_again_and_the_next_refresh_uses_the_new_key()
    {
        using var house = new House(Long, Schedule);
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(61);
        var lost = await house.A.RotateAsync(token, attempt: 7);
        await house.A.Get<SessionKeys>().AnnounceAsync(SessionKeyKind.Session, Cancel);
        house.Pass(KeySchedule.AnnouncedFor);

        var repeated = await house.A.RotateAsync(token, attempt: 7);
        house.Pass(61);
        var next = await house.A.RotateAsync(repeated.Token, attempt: 8);

        Assert.True(lost.Token.FixedTimeEquals(repeated.Token));
        Assert.Equal(1, repeated.Token.KeyId);
        Assert.Equal(2, next.Token.KeyId);
    }

    [Fact]
    public async Task A_removed_key_is_worth_nothing_at_once_here_and_after_one_step_elsewhere()
    {
        using var house = new House(schedule: Schedule);
        var other = house.AddNode();
        var token = await house.SignInAsync();
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        Assert.Equal(ValidationStatus.Active, await other.StatusAsync(token));

        Assert.True(await house.A.Get<SessionKeys>().RemoveAsync("1", Cancel));

        Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(token));
        await other.Ring.AdvanceAsync(Cancel);
        Assert.Equal(ValidationStatus.Malformed, await other.StatusAsync(token));
        var fresh = await house.SignInAsync();
        Assert.Equal(2, fresh.KeyId);
        Assert.Equal(ValidationStatus.Active, await other.StatusAsync(fresh));
    }

    [Fact]
    public async Task A_slow_read_from_before_a_removal_does_not_bring_the_key_back()
    {
        using var house = new House(schedule: Schedule);
        var token = await house.SignInAsync();
        house.Pass(2);
        var gate = house.Store.PauseAfter(StoreOperation.GetRing);
        var slow = house.A.Ring.FindAsync(9, Cancel).AsTask();
        await gate.Reached;

        Assert.True(await house.A.Get<SessionKeys>().RemoveAsync("1", Cancel));
        gate.Open();
        await slow;

        Assert.Null(house.A.Ring.Find(1));
        Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_removed_signing_key_is_replaced_by_a_fresh_one_and_never_by_a_retiring_one()
    {
        using var house = new House(schedule: Schedule);
        await house.A.Ring.LoadAsync(Cancel);
        var keys = house.A.Get<SessionKeys>();
        var first = house.A.Ring.ActiveSigning.KeyId;
        await keys.AnnounceAsync(SessionKeyKind.Signing, Cancel);
        house.Pass(KeySchedule.AnnouncedFor);
        var second = house.A.Ring.ActiveSigning.KeyId;
        Assert.NotEqual(first, second, StringComparer.Ordinal);

        await keys.RemoveAsync(second, Cancel);

        Assert.NotEqual(first, house.A.Ring.ActiveSigning.KeyId, StringComparer.Ordinal);
        Assert.Null(house.A.Ring.Find(second));
        Assert.NotNull(house.A.Ring.Find(first));
    }

    [Fact]
    public async Task The_list_shows_states_and_no_material()
    {
        using var house = new House(schedule: Schedule);
        await house.A.Ring.LoadAsync(Cancel);
        var keys = house.A.Get<SessionKeys>();

        Assert.True(await keys.AnnounceAsync(SessionKeyKind.Session, Cancel));
        Assert.False(await keys.AnnounceAsync(SessionKeyKind.Session, Cancel));
        var list = await keys.ListAsync(Cancel);

        Assert.Equal(
            [("1", SessionKeyState.Active), ("2", SessionKeyState.Announced)],
            list.Where(key => key.Kind == SessionKeyKind.Session).Select(key => (key.Id, key.State)));
        Assert.False(await keys.RemoveAsync("200", Cancel));
    }

    [Fact]
    public async Task A_flood_of_unknown_kids_looks_at_the_store_once_a_second()
    {
        using var house = new House(schedule: Schedule);
        await house.A.Ring.LoadAsync(Cancel);
        house.Store.ResetCounts();
        for (var count = 0; count < 10_000; count++)
        {
            house.Time.Leap(TimeSpan.FromMilliseconds(1));
            Assert.Null(await house.A.Ring.FindAsync($"kid {count}", Cancel));
        }

        Assert.InRange(house.Store.Count(StoreOperation.GetRing), 1, 10);
    }

    [Fact]
    public async Task While_the_store_is_down_a_node_goes_on_with_what_it_knows_and_says_so_once()
    {
        using var house = new House(schedule: Schedule);
        var token = await house.SignInAsync();
        house.Store.Fail(StoreOperation.GetRing);

        await house.A.Ring.AdvanceAsync(Cancel);
        await house.A.Ring.AdvanceAsync(Cancel);

        Assert.True(house.A.Ring.IsStale);
        Assert.True(house.A.Logs.Has(1500));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
        house.Store.Heal();
        await house.A.Ring.AdvanceAsync(Cancel);
        Assert.False(house.A.Ring.IsStale);
    }
}
