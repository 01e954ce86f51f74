using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>The sweep ends what is past its deadlines, and removes old tombstones.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class ExpirySuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The whole record is returned, with the ending that was stored.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ends_as_absolute_when_that_deadline_has_passed()
    {
        var session = await Store.AddAsync(Sample.Session(Now) with { LastActivityAt = Now + Sample.Absolute });
        var sweep = Sample.Sweep(session.AbsoluteAt, slack: Slack);

        var result = await Store.SweepAsync(sweep, Cancellation);

        var ending = new SessionEnding(EndReason.Absolute, sweep.Now, null, sweep.Operation);
        var expired = Assert.Single(result.Expired);
        Sample.AssertSame(session with { Version = 2, Ending = ending }, expired);
        Sample.AssertSame(expired, await Store.ReadAsync(session.Id));
        Assert.False(result.More);
    }

    /// <summary>Idle waits for the slack, since a recorded activity may be behind the truth.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ends_as_idle_when_last_activity_and_idle_timeout_and_slack_have_passed()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var deadline = session.LastActivityAt + session.IdleTimeout + Slack;

        var before = await Store.SweepAsync(Sample.Sweep(deadline - TimeSpan.FromMilliseconds(1), slack: Slack), Cancellation);
        var at = await Store.SweepAsync(Sample.Sweep(deadline, slack: Slack), Cancellation);

        Assert.Empty(before.Expired);
        Assert.Equal(EndReason.Idle, Assert.Single(at.Expired).Ending?.Reason);
        Assert.Equal(deadline, (await Store.ReadAsync(session.Id)).Ending?.At);
    }

    /// <summary>One instant before the deadline the session lives.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Leaves_what_is_before_its_absolute_deadline()
    {
        var session = await Store.AddAsync(Sample.Session(Now) with { LastActivityAt = Now + Sample.Absolute });

        var result = await Store.SweepAsync(
            Sample.Sweep(session.AbsoluteAt - TimeSpan.FromMilliseconds(1), slack: Slack), Cancellation);

        Assert.Empty(result.Expired);
        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>When both have passed, the one that could not have been avoided is told.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ends_as_absolute_when_both_have_passed()
    {
        await Store.AddAsync(Sample.Session(Now));

        var result = await Store.SweepAsync(Sample.Sweep(Now + Sample.Absolute * 2), Cancellation);

        Assert.Equal(EndReason.Absolute, Assert.Single(result.Expired).Ending?.Reason);
    }

    /// <summary>A renewal moves the idle deadline.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Leaves_what_was_renewed()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var activity = Now + TimeSpan.FromMinutes(20);
        await Store.RenewAsync(new Renewal[] { new(session.Id, activity, null, 0) }, Cancellation);

        var early = await Store.SweepAsync(Sample.Sweep(Now + Sample.Idle), Cancellation);
        var due = await Store.SweepAsync(Sample.Sweep(activity + Sample.Idle), Cancellation);

        Assert.Empty(early.Expired);
        Assert.Single(due.Expired);
    }

    /// <summary>A step is bounded, says whether there is more, and returns each record once.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task One_bounded_step_with_each_record_returned_to_one_caller_only()
    {
        for (var number = 0; number < 7; number++)
        {
            await Store.AddAsync(Sample.Session(Now, new SubjectId($"subject-{number}")));
        }

        var returned = new List<SessionId>();
        SweepResult result;
        do
        {
            result = await Store.SweepAsync(Sample.Sweep(Now + Sample.Idle, most: 3), Cancellation);
            Assert.InRange(result.Expired.Count, 0, 3);
            returned.AddRange(result.Expired.Select(session => session.Id));
        }
        while (result.More);

        Assert.Equal(7, returned.Distinct().Count());
        Assert.Equal(7, returned.Count);
        Assert.Empty((await Store.SweepAsync(Sample.Sweep(Now + Sample.Idle), Cancellation)).Expired);
    }

    /// <summary>Old tombstones go, younger ones and the living stay.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Removes_old_tombstones()
    {
        var live = await Store.AddAsync(Sample.Session(Now));
        var old = new List<SessionRecord>();
        for (var number = 0; number < 3; number++)
        {
            old.Add(await Store.AddAsync(Sample.Session(Now)));
            await Store.EndAsync(old[number].Id, Now);
        }

        var young = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(young.Id, Now + TimeSpan.FromSeconds(1));
        var sweep = Sample.Sweep(Now, most: 2) with { RemoveEndedBefore = Now + TimeSpan.FromSeconds(1) };

        var first = await Store.SweepAsync(sweep, Cancellation);
        var second = await Store.SweepAsync(sweep, Cancellation);

        Assert.Equal((2, true), (first.Removed, first.More));
        Assert.Equal((1, false), (second.Removed, second.More));
        Assert.Null(await Store.FindAsync(old[2].Id, Cancellation));
        Assert.NotNull(await Store.FindAsync(young.Id, Cancellation));
        Assert.NotNull(await Store.FindAsync(live.Id, Cancellation));
    }

    /// <summary>A step without a bound would never end.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_bound_below_one_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Store.SweepAsync(Sample.Sweep(Now, most: 0), Cancellation));
}
