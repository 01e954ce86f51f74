using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Races, released by a gate: whatever the order, exactly one outcome of each pair is right.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class ConcurrencySuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int Rounds = 12;

    /// <summary>Concurrently inserted ids: one caller wins, on two nodes.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_concurrent_creates_of_one_id_one_caller_wins()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var mine = Sample.Session(Now);
            var theirs = mine with { Kind = "native" };

            var results = await Race.RunAsync(
                () => Store.CreateAsync(mine, null, Cancellation), () => other.CreateAsync(theirs, null, Cancellation));

            Assert.Equal([CreateStatus.Created, CreateStatus.AlreadyExists], results.Select(result => result.Status).Order());
            var winner = results[0].Status == CreateStatus.Created ? mine : theirs;
            Sample.AssertSame(winner, await Store.ReadAsync(mine.Id));
        }
    }

    /// <summary>Many sign-ins at once never exceed the limit.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_concurrent_creates_with_a_limit_as_many_live_as_it_allows()
    {
        var other = await Fixture.OpenAsync(Time);
        var limit = new SessionLimit(2, EndOldest: true);
        var nodes = new[] { Store, other, Store, other, Store, other };

        var results = await Race.RunAsync<CreateResult>(
            [.. nodes.Select(node => (Func<ValueTask<CreateResult>>)(
                () => node.CreateAsync(Sample.Session(Now), limit, Cancellation)))]);

        var live = await Store.ListAsync(Sample.Of(Sample.Ada), null, 10, Cancellation);
        Assert.Equal(2, live.Sessions.Count);
        Assert.Equal(4, results.SelectMany(result => result.Displaced).Distinct().Count());
    }

    /// <summary>One is applied; the other gets the record as the winner left it.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_two_concurrent_changes_that_expect_one_version_one_is_applied()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await Store.AddAsync(Sample.Session(Now));
            var mine = new SessionChange { ExpectedVersion = 1, Details = new byte[] { 1 } };
            var theirs = new SessionChange { ExpectedVersion = 1, Details = new byte[] { 2 } };

            var results = await Race.RunAsync(
                () => Store.ChangeAsync(session.Id, mine, Cancellation),
                () => other.ChangeAsync(session.Id, theirs, Cancellation));

            Assert.Equal([ChangeStatus.Applied, ChangeStatus.Conflict], results.Select(result => result.Status).Order());
            Assert.All(results, result => Assert.Equal(2, result.Current?.Version));
            Sample.AssertSame(results[0].Current!, results[1].Current);
        }
    }

    /// <summary>A change that was in flight is before the end or refused, never after it.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task An_end_beats_a_concurrent_change_for_good()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await Store.AddAsync(Sample.Session(Now));
            var change = new SessionChange { ExpectedVersion = 1, Token = Sample.Successor(session.Token, Now) };
            var ending = Sample.Ending(Now);

            var results = await Race.RunAsync<object>(
                async () => await Store.ChangeAsync(session.Id, change, Cancellation),
                async () => await other.EndAsync(session.Id, ending, Cancellation));

            var changed = Assert.IsType<ChangeResult>(results[0]).Status == ChangeStatus.Applied;
            Assert.True(Assert.IsType<EndResult>(results[1]).Applied);
            var record = await Store.ReadAsync(session.Id);
            Assert.Equal(ending, record.Ending);
            Assert.Equal(changed ? 3 : 2, record.Version);
            Assert.Equal(changed ? 2 : 1, record.Token.Generation);
        }
    }

    /// <summary>A renewal that was in flight does not bring the session back.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task An_end_beats_a_concurrent_renewal_for_good()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await Store.AddAsync(Sample.Session(Now));
            var later = Now + TimeSpan.FromMinutes(1);

            var results = await Race.RunAsync(
                () => Store.RenewAsync(new Renewal[] { new(session.Id, later, null, 0) }, Cancellation),
                async () => (await other.EndAsync(session.Id, Sample.Ending(Now), Cancellation)).Applied ? 1 : 0);

            Assert.Equal(1, results[1]);
            var record = await Store.ReadAsync(session.Id);
            Assert.NotNull(record.Ending);
            Assert.Equal(results[0] == 1 ? later : Now, record.LastActivityAt);
        }
    }

    /// <summary>The condition and the end are one step: an activity is never overlooked.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_conditional_end_loses_to_an_activity_or_comes_before_it()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await Store.AddAsync(Sample.Session(Now));
            var idle = Sample.Ending(Now, EndReason.Idle) with { OnlyIfIdleSince = Now };

            var results = await Race.RunAsync(
                () => Store.RenewAsync(new Renewal[] { new(session.Id, Now + Sample.Idle, null, 0) }, Cancellation),
                async () => (await other.EndAsync(session.Id, idle, Cancellation)).Applied ? 1 : 0);

            Assert.Equal(1, results.Sum());
        }
    }

    /// <summary>Applied for exactly one caller ever, and the others learn its ending.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_concurrent_ends_one_is_applied()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await Store.AddAsync(Sample.Session(Now));

            var results = await Race.RunAsync(
                () => Store.EndAsync(session.Id, Sample.Ending(Now), Cancellation),
                () => other.EndAsync(session.Id, Sample.Ending(Now, EndReason.Reuse), Cancellation),
                () => Store.EndAsync(session.Id, Sample.Ending(Now, EndReason.Risk), Cancellation));

            Assert.Single(results, result => result.Applied);
            Assert.Single(results.Select(result => result.Ending).Distinct());
            Assert.NotNull(results[0].Ending);
        }
    }

    /// <summary>Safe on every node at once: each expiry is reported to one caller.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Of_sweeps_on_two_nodes_each_expiry_is_returned_to_one_caller_only()
    {
        var other = await Fixture.OpenAsync(Time);
        for (var number = 0; number < 40; number++)
        {
            await Store.AddAsync(Sample.Session(Now, new SubjectId($"subject-{number}")));
        }

        var reported = await Race.RunAsync(() => SweepAllAsync(Store), () => SweepAllAsync(other));

        Assert.Equal(40, reported.Sum(ids => ids.Count));
        Assert.Equal(40, reported.SelectMany(ids => ids).Distinct().Count());
    }

    /// <summary>Ending many and sign-ins at once: each session is ended once or lives, and a repeat ends the rest.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ending_many_while_creating_ends_each_once()
    {
        var other = await Fixture.OpenAsync(Time);
        var sessions = Enumerable.Range(0, 24).Select(_ => Sample.Session(Now)).ToList();

        var ended = await Race.RunAsync<List<SessionId>>(
            () => EndAllAsync(Store),
            () => EndAllAsync(other),
            async () =>
            {
                foreach (var session in sessions)
                {
                    await Store.CreateAsync(session, null, Cancellation);
                }

                return [];
            });
        var rest = await EndAllAsync(Store);

        Assert.Equal(
            sessions.Select(session => session.Id).Order(), ended.SelectMany(ids => ids).Concat(rest).Order());
        Assert.Empty((await Store.ListAsync(Sample.Of(Sample.Ada), null, 1, Cancellation)).Sessions);
    }

    private async ValueTask<List<SessionId>> SweepAllAsync(ISojournStore node)
    {
        var ids = new List<SessionId>();
        SweepResult result;
        do
        {
            result = await node.SweepAsync(Sample.Sweep(Now + Sample.Idle, most: 5), Cancellation);
            ids.AddRange(result.Expired.Select(session => session.Id));
        }
        while (result.More);

        return ids;
    }

    private async ValueTask<List<SessionId>> EndAllAsync(ISojournStore node)
    {
        var ids = new List<SessionId>();
        EndedSessions result;
        do
        {
            result = await node.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 3, Cancellation);
            ids.AddRange(result.Ids);
        }
        while (result.More);

        return ids;
    }
}
