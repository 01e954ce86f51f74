using Sojourn.Houses;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Tokens;

namespace Sojourn.Storeless;

/// <summary>What a node remembers of sessions that no store keeps, and for how long.</summary>
public sealed class NodeStoreTests
{
    private readonly ManualTimeProvider _time = new();

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task A_session_that_was_only_started_is_forgotten_after_a_minute()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);
        Assert.NotNull(await FindAsync(store, lease));

        _time.Advance(TimeSpan.FromSeconds(61));
        await SweepAsync(store);

        Assert.Null(await FindAsync(store, lease));
    }

    [Fact]
    public async Task A_rotation_is_remembered_until_the_absolute_deadline()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);
        Assert.Equal(ChangeStatus.Applied, (await RotateAsync(store, lease, expected: 1)).Status);

        _time.Advance(TimeSpan.FromMinutes(59));
        await SweepAsync(store);
        var within = await FindAsync(store, lease);
        _time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync(store);

        Assert.Equal((2L, 2), (within!.Session.Version, within.Session.Token.Generation));
        Assert.Null(await FindAsync(store, lease));
    }

    [Fact]
    public async Task Of_two_rotations_of_one_version_the_second_gets_the_first()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);
        await RotateAsync(store, lease, expected: 1);

        var late = await RotateAsync(store, lease, expected: 1);

        Assert.Equal((ChangeStatus.Conflict, 2L), (late.Status, late.Current!.Version));
    }

    [Fact]
    public async Task An_older_lease_replaces_nothing_and_a_newer_one_does()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease with { Version = 5, Generation = 5 });

        store.Keep(lease with { Version = 4, Generation = 4 });
        Assert.Equal(5, (await FindAsync(store, lease))!.Session.Version);

        store.Keep(lease with { Version = 6, Generation = 6 });
        Assert.Equal(6, (await FindAsync(store, lease))!.Session.Token.Generation);
    }

    [Fact]
    public async Task An_end_happens_once_and_nothing_brings_the_session_back()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);

        var first = await store.EndAsync(lease.Id, Ending(EndReason.SignedOut), CancellationToken.None);
        var second = await store.EndAsync(lease.Id, Ending(EndReason.Revoked), CancellationToken.None);
        store.Keep(lease);

        Assert.True(first.Applied);
        Assert.Equal((false, EndReason.SignedOut), (second.Applied, second.Ending!.Reason));
        Assert.Null(await FindAsync(store, lease));
        Assert.Equal(ChangeStatus.Ended, (await RotateAsync(store, lease, expected: 1)).Status);
    }

    [Fact]
    public async Task An_end_is_remembered_until_every_lease_has_lapsed()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        await store.EndAsync(lease.Id, Ending(EndReason.SignedOut), CancellationToken.None);

        _time.Advance(TimeSpan.FromHours(1));
        await SweepAsync(store);
        Assert.False((await store.EndAsync(lease.Id, Ending(EndReason.Revoked), CancellationToken.None)).Applied);

        _time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync(store);
        Assert.True((await store.EndAsync(lease.Id, Ending(EndReason.Revoked), CancellationToken.None)).Applied);
    }

    [Fact]
    public async Task A_passed_deadline_ends_nothing_here()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);

        var result = await store.EndAsync(
            lease.Id, Ending(EndReason.Idle) with { OnlyIfIdleSince = Now.AddHours(1) }, CancellationToken.None);

        Assert.Equal(new EndResult(Applied: false, Ending: null), result);
        Assert.NotNull(await FindAsync(store, lease));
    }

    [Fact]
    public async Task A_change_that_no_cookie_would_carry_is_not_made()
    {
        var store = await NewAsync();
        var lease = LeaseOf(version: 1);
        store.Keep(lease);

        var change = new SessionChange { ExpectedVersion = 1, Details = new byte[1] };
        var result = await store.ChangeAsync(lease.Id, change, CancellationToken.None);

        Assert.Equal(ChangeStatus.NotFound, result.Status);
        Assert.Equal(1, (await FindAsync(store, lease))!.Session.Version);
    }

    private static ValueTask<FoundSession?> FindAsync(NodeStore store, SessionLease lease) =>
        store.FindAsync(lease.Id, CancellationToken.None);

    private async Task<NodeStore> NewAsync()
    {
        var policy = new SessionPolicy { IsStoreless = true, Lease = TimeSpan.FromHours(1) };
        return new NodeStore(new RecordReader(await PinnedRing.LoadAsync(PinnedRing.Key)), new StoreClock(_time), policy);
    }

    private SessionLease LeaseOf(int version) => LeaseCodec.Read(new GoldenFile("lease-v1").Bytes("without-token"))! with
    {
        Id = SessionId.Create(Now, tenant: null, new SubjectId("ada")),
        Generation = version,
        Version = version,
        IssuedAt = Now,
        AbsoluteAt = Now.AddHours(1),
    };

    private ValueTask<ChangeResult> RotateAsync(NodeStore store, SessionLease lease, long expected)
    {
        var token = new TokenState { Generation = (int)expected + 1, Current = default, RotatedAt = Now };
        return store.ChangeAsync(
            lease.Id, new SessionChange { ExpectedVersion = expected, Token = token }, CancellationToken.None);
    }

    private SessionEnding Ending(EndReason reason) => new(reason, Now, Actor: null, OperationId.Create());

    private async Task SweepAsync(NodeStore store) => await store.SweepAsync(
        new SweepStep(Now, TimeSpan.Zero, Now, 500, OperationId.Create()), CancellationToken.None);
}
