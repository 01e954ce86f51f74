using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>The renewal lane takes maxima on live records and does nothing else.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class RenewalSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    private DateTimeOffset Later => Now + TimeSpan.FromMinutes(2);

    /// <summary>Each of the three values moves up.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Takes_the_maximum_of_each_reported_value_and_the_records()
    {
        var session = await Store.AddAsync(Sample.Session(Now));

        var live = await Store.RenewAsync(new Renewal[] { new(session.Id, Later, Later, 3) }, Cancellation);

        Assert.Equal(1, live);
        Sample.AssertSame(
            session with { LastActivityAt = Later, HandedOutAt = Later, Acknowledged = 3 }, await Store.ReadAsync(session.Id));
    }

    /// <summary>A late report of an early activity moves nothing back.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Values_below_the_records_leave_it_as_it_is()
    {
        var session = await Store.AddAsync(Sample.Session(Now) with { Acknowledged = 2 });
        var earlier = Now - TimeSpan.FromMinutes(1);

        var live = await Store.RenewAsync(new Renewal[] { new(session.Id, earlier, earlier, 1) }, Cancellation);

        Assert.Equal(1, live);
        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>What is null or zero has nothing to report.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Values_that_are_not_reported_leave_it_as_it_is()
    {
        var session = await Store.AddAsync(Sample.Session(Now) with { Acknowledged = 2 });

        await Store.RenewAsync(new Renewal[] { new(session.Id, null, null, 0) }, Cancellation);
        Sample.AssertSame(session, await Store.ReadAsync(session.Id));

        await Store.RenewAsync(new Renewal[] { new(session.Id, null, Later, 0) }, Cancellation);
        Sample.AssertSame(session with { HandedOutAt = Later }, await Store.ReadAsync(session.Id));
    }

    /// <summary>A renewal that creates could bring a revoked session back.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Never_creates()
    {
        var absent = Sample.Session(Now);

        var live = await Store.RenewAsync(new Renewal[] { new(absent.Id, Later, Later, 1) }, Cancellation);

        Assert.Equal(0, live);
        Assert.Null(await Store.FindAsync(absent.Id, Cancellation));
    }

    /// <summary>A node that was paused cannot revive what others refused.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Never_revives()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(session.Id, Now);
        var ended = await Store.ReadAsync(session.Id);

        var live = await Store.RenewAsync(new Renewal[] { new(session.Id, Later, Later, 1) }, Cancellation);

        Assert.Equal(0, live);
        Sample.AssertSame(ended, await Store.ReadAsync(session.Id));
    }

    /// <summary>So a renewal never makes a change lose.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Never_moves_the_version()
    {
        var session = await Store.AddAsync(Sample.Session(Now));

        await Store.RenewAsync(new Renewal[] { new(session.Id, Later, null, 0) }, Cancellation);
        var change = await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1 }, Cancellation);

        Assert.Equal(ChangeStatus.Applied, change.Status);
    }

    /// <summary>The flush counts what still lives, and passes over the rest.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Returns_how_many_of_the_records_were_live()
    {
        var sessions = new List<SessionRecord>();
        for (var number = 0; number < 60; number++)
        {
            sessions.Add(await Store.AddAsync(Sample.Session(Now, new SubjectId($"subject-{number}"))));
        }

        await Store.EndAsync(sessions[7].Id, Now);
        var renewals = sessions.Append(Sample.Session(Now)).OrderBy(session => session.Id)
            .Select(session => new Renewal(session.Id, Later, null, 0))
            .ToArray();

        Assert.Equal(59, await Store.RenewAsync(renewals, Cancellation));
        Assert.Equal(0, await Store.RenewAsync(ReadOnlyMemory<Renewal>.Empty, Cancellation));
        Assert.Equal(Later, (await Store.ReadAsync(sessions[59].Id)).LastActivityAt);
    }
}
