using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Ending is final, and says whether this call ended it.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class EndingSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>The record stays as a tombstone with everything it had.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_record_stays_as_a_tombstone_with_its_version_advanced_by_one()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = Sample.Ending(Now);

        var result = await Store.EndAsync(session.Id, ending, Cancellation);

        Assert.Equal(new EndResult(true, ending), result);
        Sample.AssertSame(session with { Version = 2, Ending = ending }, await Store.ReadAsync(session.Id));
    }

    /// <summary>The second caller learns what the first one wrote.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Later_callers_get_the_ending_on_record()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var first = await Store.EndAsync(session.Id, Now);

        var second = await Store.EndAsync(session.Id, Sample.Ending(Now, EndReason.Reuse), Cancellation);
        var conditional = Sample.Ending(Now) with { OnlyIfIdleSince = Now - TimeSpan.FromHours(1) };
        var third = await Store.EndAsync(session.Id, conditional, Cancellation);

        Assert.Equal(new EndResult(false, first), second);
        Assert.Equal(new EndResult(false, first), third);
        Assert.Equal(2, (await Store.ReadAsync(session.Id)).Version);
    }

    /// <summary>The closed list survives the store, with and without an actor.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Every_reason_is_kept()
    {
        foreach (var reason in Enum.GetValues<EndReason>().Where(reason => reason != EndReason.None))
        {
            var session = await Store.AddAsync(Sample.Session(Now));
            var ending = Sample.Ending(Now, reason) with { Actor = reason == EndReason.Idle ? null : "operator-7" };

            await Store.EndAsync(session.Id, ending, Cancellation);

            Assert.Equal(ending, (await Store.ReadAsync(session.Id)).Ending);
        }
    }

    /// <summary>An ending says why.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_reason_none_is_refused()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var none = Sample.Ending(Now, EndReason.None);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.EndAsync(session.Id, none, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Store.EndManyAsync(Sample.Of(Sample.Ada), none, 1, Cancellation));

        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>Absent stays absent.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_null_ending_means_absent()
    {
        var absent = Sample.Session(Now);

        var result = await Store.EndAsync(absent.Id, Sample.Ending(Now), Cancellation);

        Assert.Equal(new EndResult(false, null), result);
        Assert.Null(await Store.FindAsync(absent.Id, Cancellation));
    }

    /// <summary>An idle expiry loses to an activity that was recorded in between.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Nothing_changed_when_only_if_idle_since_lies_before_the_last_activity()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = Sample.Ending(Now, EndReason.Idle) with { OnlyIfIdleSince = Now - TimeSpan.FromMilliseconds(1) };

        var result = await Store.EndAsync(session.Id, ending, Cancellation);

        Assert.Equal(new EndResult(false, null), result);
        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>The condition holds at the last activity itself, and is not stored.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Applied_while_the_last_activity_is_not_after_only_if_idle_since_which_is_not_stored()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = Sample.Ending(Now, EndReason.Idle) with { OnlyIfIdleSince = Now };

        var result = await Store.EndAsync(session.Id, ending, Cancellation);

        Assert.Equal(new EndResult(true, ending with { OnlyIfIdleSince = null }), result);
        Assert.Equal(result.Ending, (await Store.ReadAsync(session.Id)).Ending);
    }
}
