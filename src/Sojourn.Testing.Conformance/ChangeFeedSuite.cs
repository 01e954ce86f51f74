using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>The feed tells every end, rotation, change and cut-off at least once, and says when it may have missed some.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class ChangeFeedSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>One report of each kind, with the version that the record then had.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Tells_ends_rotations_other_changes_and_cut_offs()
    {
        await using var feed = await FeedProbe.ListenAsync(ChangeFeed, Time);
        var session = await Store.AddAsync(Sample.Session(Now));
        var cutOff = new CutOff(CutOffScope.Subject, Sample.Ada, null, Now, session.Id, EndReason.CutOff);

        await Store.ChangeAsync(
            session.Id,
            new SessionChange { ExpectedVersion = 1, Token = Sample.Successor(session.Token, Now) },
            Cancellation);
        await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 2, Details = new byte[1] }, Cancellation);
        await CutOffs.SetAsync(cutOff, Cancellation);
        await Store.EndAsync(session.Id, Sample.Ending(Now, EndReason.Risk), Cancellation);

        var seen = new List<StoreChange>();
        while (seen.Select(change => change.Kind).Distinct().Count() < 4)
        {
            seen.AddRange(await feed.UntilAsync(change => change.Kind != StoreChangeKind.Alive));
        }

        Assert.Contains(seen, Is(StoreChangeKind.Rotated, session.Id, 2, EndReason.None));
        Assert.Contains(seen, Is(StoreChangeKind.Changed, session.Id, 3, EndReason.None));
        Assert.Contains(seen, Is(StoreChangeKind.Ended, session.Id, 4, EndReason.Risk));
        Assert.Contains(seen, change => change is { Kind: StoreChangeKind.CutOff, Id: null, Version: 0 } && change.CutOff == cutOff);
    }

    /// <summary>Those ended by a limit, by ending many and by a sweep are told as well.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Tells_ends_by_limit_by_ending_many_and_by_sweep()
    {
        await using var feed = await FeedProbe.ListenAsync(ChangeFeed, Time);
        var displaced = await Store.AddAsync(Sample.Session(Now));
        var many = Sample.Session(Now);
        await Store.CreateAsync(many, new SessionLimit(1, EndOldest: true), Cancellation);
        await Store.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 10, Cancellation);
        var swept = await Store.AddAsync(Sample.Session(Now));
        await Store.SweepAsync(Sample.Sweep(Now + Sample.Idle), Cancellation);

        var waiting = new HashSet<SessionId> { displaced.Id, many.Id, swept.Id };
        var seen = await feed.UntilAsync(change => waiting.Remove(change.Id ?? default) && waiting.Count == 0);

        Assert.Contains(seen, Is(StoreChangeKind.Ended, displaced.Id, 2, EndReason.Limit));
        Assert.Contains(seen, Is(StoreChangeKind.Ended, many.Id, 2, EndReason.Revoked));
        Assert.Contains(seen, Is(StoreChangeKind.Ended, swept.Id, 2, EndReason.Idle));
    }

    /// <summary>The renewal lane is too busy to be told, and nobody needs it.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Does_not_tell_renewals_creations_and_what_was_refused()
    {
        await using var feed = await FeedProbe.ListenAsync(ChangeFeed, Time);
        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.RenewAsync(new Renewal[] { new(session.Id, Now + Sample.Idle, null, 1) }, Cancellation);
        await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 9 }, Cancellation);
        await Store.EndAsync(session.Id, Sample.Ending(Now), Cancellation);

        var seen = await feed.UntilAsync(StoreChangeKind.Ended);

        Assert.Single(seen);
    }

    /// <summary>What happened while nobody watched is told first, then that the feed listens.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Everything_after_a_position_then_listening()
    {
        var feed = ChangeFeed;
        var before = await Store.AddAsync(Sample.Session(Now));
        string position;
        await using (var first = await FeedProbe.ListenAsync(feed, Time))
        {
            await Store.EndAsync(before.Id, Now);
            position = (await first.UntilAsync(StoreChangeKind.Ended))[^1].Position;
        }

        var missed = new List<SessionId>();
        for (var number = 0; number < 300; number++)
        {
            missed.Add((await Store.AddAsync(Sample.Session(Now))).Id);
        }

        await Store.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 1000, Cancellation);
        await using var second = new FeedProbe(feed, Time, position);
        var seen = await second.UntilAsync(StoreChangeKind.Listening);

        Assert.Superset(missed.ToHashSet(), seen.Select(change => change.Id ?? default).ToHashSet());
        Assert.DoesNotContain(seen, change => change.Kind == StoreChangeKind.Interrupted);
    }

    /// <summary>Without a position, everything since an instant of store time.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Everything_since_an_instant_when_there_is_no_position()
    {
        var feed = ChangeFeed;
        var session = await Store.AddAsync(Sample.Session(Now));
        var since = Now;
        Time.Advance(TimeSpan.FromSeconds(5));
        await Store.EndAsync(session.Id, Now);
        Time.Advance(TimeSpan.FromSeconds(5));

        await using var probe = new FeedProbe(feed, Time, since: since);
        var seen = await probe.UntilAsync(StoreChangeKind.Listening);

        Assert.Contains(seen, Is(StoreChangeKind.Ended, session.Id, 2, EndReason.Revoked));
    }

    /// <summary>Every position may be read on from, those of listening and of a heartbeat included.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Reading_on_from_the_position_of_any_report_misses_nothing()
    {
        var feed = ChangeFeed;
        var positions = new List<string>();
        await using (var probe = new FeedProbe(feed, Time))
        {
            positions.Add((await probe.UntilAsync(StoreChangeKind.Listening))[^1].Position);
            positions.Add((await probe.UntilAsync(StoreChangeKind.Alive))[^1].Position);
        }

        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(session.Id, Now);

        foreach (var position in positions)
        {
            await using var probe = new FeedProbe(feed, Time, position);
            var seen = await probe.UntilAsync(StoreChangeKind.Listening);
            Assert.Contains(seen, change => change.Id == session.Id);
        }
    }

    /// <summary>A quiet feed shows that it works.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Alive_while_nothing_happens()
    {
        await using var feed = await FeedProbe.ListenAsync(ChangeFeed, Time);

        await feed.UntilAsync(StoreChangeKind.Alive);
        await feed.UntilAsync(StoreChangeKind.Alive);
    }

    /// <summary>A position of another history: something may have been missed, then it goes on by itself.</summary>
    /// <param name="position">Positions that this store never gave.</param>
    /// <returns>When checked.</returns>
    [Theory]
    [InlineData("another-store")]
    [InlineData("999999999999")]
    [InlineData("")]
    public async Task Interrupted_when_something_may_have_been_missed_and_then_catches_up(string position)
    {
        var feed = ChangeFeed;
        var session = await Store.AddAsync(Sample.Session(Now));
        await using var probe = new FeedProbe(feed, Time, position);

        var seen = await probe.UntilAsync(StoreChangeKind.Listening);
        await Store.EndAsync(session.Id, Now);
        var live = await probe.UntilAsync(StoreChangeKind.Ended);

        Assert.True(seen[0].Kind is StoreChangeKind.Interrupted or StoreChangeKind.WentBack, $"The feed said {seen[0].Kind}.");
        Assert.Equal(session.Id, live[^1].Id);
    }

    /// <summary>Watchers do not take reports from each other, and other nodes see them too.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Every_watcher_on_every_node_is_told()
    {
        var feed = ChangeFeed;
        var node = Assert.IsType<IStoreChangeFeed>(await Fixture.OpenAsync(Time), exactMatch: false);
        await using var first = await FeedProbe.ListenAsync(feed, Time);
        await using var second = await FeedProbe.ListenAsync(feed, Time);
        await using var third = await FeedProbe.ListenAsync(node, Time);
        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(session.Id, Now);

        foreach (var probe in new[] { first, second, third })
        {
            Assert.Equal(session.Id, (await probe.UntilAsync(StoreChangeKind.Ended))[^1].Id);
        }
    }

    /// <summary>The enumeration ends by cancellation only.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_token_ends_the_enumeration()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var changes = ChangeFeed.WatchAsync(null, Now, cancelling.Token).GetAsyncEnumerator(cancelling.Token);
        while (await changes.MoveNextAsync() && changes.Current.Kind != StoreChangeKind.Listening)
        {
            // Reads up to the live part.
        }

        var next = changes.MoveNextAsync();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static Predicate<StoreChange> Is(StoreChangeKind kind, SessionId id, long version, EndReason reason) =>
        change => change.Kind == kind && change.Id == id && change.Version == version && change.Reason == reason;
}
