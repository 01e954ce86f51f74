using Sojourn.Houses;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Keys;

public sealed class KeyRingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_simultaneous_first_starts_make_one_ring()
    {
        using var house = new House();
        var nodes = Enumerable.Range(0, 8).Select(_ => house.AddNode()).ToArray();
        var gate = house.Store.PauseBefore(StoreOperation.ReplaceRing, most: 8);
        var loads = nodes.Select(node => node.Ring.LoadAsync(Cancel).AsTask()).ToArray();
        await gate.Reached;

        gate.Open();
        await Task.WhenAll(loads);

        var materials = nodes.Select(node => Convert.ToHexString(node.Ring.Active.Material)).Distinct(StringComparer.Ordinal);
        Assert.Single(materials);
        Assert.Equal(1, (await house.Store.GetAsync(KeyRingName.Sessions, Cancel)).Version);
    }

    [Fact]
    public async Task An_unknown_key_reloads_a_ring_only_when_it_is_older_than_a_second()
    {
        using var house = new House();
        await house.A.Ring.LoadAsync(Cancel);
        house.Store.ResetCounts();

        house.Pass(1);
        Assert.Null(await house.A.Ring.FindAsync(2, Cancel));
        Assert.Equal(0, house.Store.Total);

        house.Pass(0.001);
        Assert.Null(await house.A.Ring.FindAsync(2, Cancel));
        Assert.Equal(1, house.Store.Total);
    }

    [Fact]
    public async Task A_key_that_was_added_elsewhere_is_found_by_one_reload()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        await AddKeyAsync(house, 2);
        house.Pass(2);
        house.Store.ResetCounts();

        var key = await house.A.Ring.FindAsync(2, Cancel);

        Assert.Equal(2, key!.Id);
        Assert.Equal(2, house.A.Ring.Active.Id);
        Assert.Equal(1, house.Store.Count(StoreOperation.GetRing));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task A_hundred_callers_share_one_reload_even_while_the_clock_moves()
    {
        using var house = new House();
        await house.A.Ring.LoadAsync(Cancel);
        house.Pass(2);
        house.Store.ResetCounts();
        var gate = house.Store.PauseBefore(StoreOperation.GetRing, most: 1);
        var finds = new List<Task<RingKey?>>();
        for (var index = 0; index < 100; index++)
        {
            finds.Add(house.A.Ring.FindAsync(2, Cancel).AsTask());
            house.Pass(0.005);
        }

        await gate.Reached;
        gate.Open();
        await Task.WhenAll(finds);

        Assert.Equal(1, house.Store.Count(StoreOperation.GetRing));
    }

    [Fact]
    public async Task A_reload_that_fails_fails_for_all_who_wait_and_the_next_one_tries_again()
    {
        using var house = new House();
        await house.A.Ring.LoadAsync(Cancel);
        await AddKeyAsync(house, 2);
        house.Pass(2);
        house.Store.ResetCounts();
        house.Store.Fail(StoreOperation.GetRing);
        var gate = house.Store.PauseBefore(StoreOperation.GetRing);
        var finds = Enumerable.Range(0, 10).Select(_ => house.A.Ring.FindAsync(2, Cancel).AsTask()).ToArray();
        await gate.Reached;

        gate.Open();

        foreach (var find in finds)
        {
            await Assert.ThrowsAsync<SessionStoreException>(() => find);
        }

        Assert.Equal(1, house.Store.Count(StoreOperation.GetRing));
        house.Store.Heal();
        Assert.NotNull(await house.A.Ring.FindAsync(2, Cancel));
    }

    [Fact]
    public async Task One_caller_that_stops_waiting_takes_nobody_elses_reload_away()
    {
        using var house = new House();
        await house.A.Ring.LoadAsync(Cancel);
        await AddKeyAsync(house, 2);
        house.Pass(2);
        var gate = house.Store.PauseBefore(StoreOperation.GetRing);
        using var gone = new CancellationTokenSource();
        var leaver = house.A.Ring.FindAsync(2, gone.Token).AsTask();
        var stayer = house.A.Ring.FindAsync(2, Cancel).AsTask();
        await gate.Reached;

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        gate.Open();

        Assert.NotNull(await stayer);
    }

    [Fact]
    public async Task A_token_whose_key_cannot_be_asked_for_is_unavailable()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Pass(2);
        house.Store.Fail();

        var status = await house.A.StatusAsync(new SessionToken(token.Purpose, 2, token.Id, 1, secret: 1, tag: 1));

        Assert.Equal(ValidationStatus.Unavailable, status);
        Assert.True(house.A.Logs.Has(1100));
    }

    [Fact]
    public async Task A_ring_that_was_protected_with_another_key_is_a_typed_error_and_is_not_replaced()
    {
        using var house = new House();
        await house.A.Ring.LoadAsync(Cancel);
        var stranger = house.AddNode(protectorKey: 2);

        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await stranger.Ring.LoadAsync(Cancel));

        Assert.StartsWith("SOJ1502", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await house.Store.GetAsync(KeyRingName.Sessions, Cancel)).Version);
    }

    private static async Task AddKeyAsync(House house, byte id)
    {
        var protector = new FakeKeyRingProtector(1);
        var record = await house.Store.GetAsync(KeyRingName.Sessions, Cancel);
        var ring = KeyRingCodec.Read(protector.Unprotect(record.Protected.ToArray()));
        var next = ring with { LastId = id, Keys = [.. ring.Keys, RingKey.Create(id, house.Now)] };
        Assert.True(await house.Store.ReplaceAsync(
            KeyRingName.Sessions,
            new KeyRingRecord(record.Version + 1, protector.Protect(KeyRingCodec.Write(next))),
            record.Version,
            Cancel));
    }
}
