using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>A change is applied as a whole, on the expected version of a live record, or not at all.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class RotationSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    private DateTimeOffset Later => Now + TimeSpan.FromMinutes(2);

    /// <summary>Everything at once, and the answer is the record afterwards.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Applied_with_the_record_afterwards_its_version_advanced_by_one()
    {
        var session = await Store.AddAsync(Sample.Session(Now) with { Acknowledged = 1 });
        var change = new SessionChange
        {
            ExpectedVersion = 1,
            Token = Sample.Successor(session.Token, Later),
            Details = new byte[] { 9 },
            Ticket = Array.Empty<byte>(),
            AbsoluteAt = Later,
        };

        var result = await Store.ChangeAsync(session.Id, change, Cancellation);

        var expected = session with
        {
            Version = 2,
            Token = change.Token,
            HandedOutAt = Later,
            Details = new byte[] { 9 },
            Ticket = default,
            AbsoluteAt = Later,
        };
        Assert.Equal(ChangeStatus.Applied, result.Status);
        Sample.AssertSame(expected, result.Current);
        Sample.AssertSame(expected, await Store.ReadAsync(session.Id));
    }

    /// <summary>Null leaves a part as it is; the version advances even so.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task What_is_null_stays_as_it_is()
    {
        var session = await Store.AddAsync(Sample.Session(Now));

        var result = await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1 }, Cancellation);

        Sample.AssertSame(session with { Version = 2 }, result.Current);
        Sample.AssertSame(session with { Version = 2 }, await Store.ReadAsync(session.Id));
    }

    /// <summary>A token state of the same generation was not handed out anew.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Rotated_at_becomes_handed_out_at_only_when_the_generation_differs()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var same = session.Token with { LostAnswers = 1, RotatedAt = Later };
        var next = Sample.Successor(session.Token, Later);

        var first = await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1, Token = same }, Cancellation);
        var second = await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 2, Token = next }, Cancellation);

        Assert.Equal(session.HandedOutAt, first.Current?.HandedOutAt);
        Assert.Equal(Later, second.Current?.HandedOutAt);
        Assert.Equal(next, (await Store.ReadAsync(session.Id)).Token);
    }

    /// <summary>No path extends the absolute deadline.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_absolute_deadline_is_stored_as_the_earlier_of_both()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var later = new SessionChange { ExpectedVersion = 1, AbsoluteAt = session.AbsoluteAt + TimeSpan.FromHours(1) };
        var earlier = new SessionChange { ExpectedVersion = 2, AbsoluteAt = session.AbsoluteAt - TimeSpan.FromHours(1) };

        var kept = await Store.ChangeAsync(session.Id, later, Cancellation);
        var moved = await Store.ChangeAsync(session.Id, earlier, Cancellation);

        Assert.Equal(session.AbsoluteAt, kept.Current?.AbsoluteAt);
        Assert.Equal(earlier.AbsoluteAt, moved.Current?.AbsoluteAt);
        Assert.Equal(earlier.AbsoluteAt, (await Store.ReadAsync(session.Id)).AbsoluteAt);
    }

    /// <summary>A loser needs no second read.</summary>
    /// <param name="expectedVersion">An older and a newer one than the record's.</param>
    /// <returns>When checked.</returns>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Conflict_with_the_record_as_it_stands_and_nothing_changed(long expectedVersion)
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var winner = await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1 }, Cancellation);
        var late = new SessionChange { ExpectedVersion = expectedVersion, Token = Sample.Successor(session.Token, Later) };

        var loser = await Store.ChangeAsync(session.Id, late, Cancellation);

        Assert.Equal(ChangeStatus.Conflict, loser.Status);
        Sample.AssertSame(winner.Current!, loser.Current);
        Sample.AssertSame(winner.Current!, await Store.ReadAsync(session.Id));
    }

    /// <summary>Ending is final, whatever version the caller expects.</summary>
    /// <param name="expectedVersion">The version before the end and after it.</param>
    /// <returns>When checked.</returns>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ended_with_the_record_as_it_stands_and_nothing_changed(long expectedVersion)
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(session.Id, Now);
        var ended = await Store.ReadAsync(session.Id);
        var late = new SessionChange { ExpectedVersion = expectedVersion, Details = new byte[] { 1 } };

        var result = await Store.ChangeAsync(session.Id, late, Cancellation);

        Assert.Equal(ChangeStatus.Ended, result.Status);
        Sample.AssertSame(ended, result.Current);
        Sample.AssertSame(ended, await Store.ReadAsync(session.Id));
    }

    /// <summary>A change of an absent record creates nothing.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Not_found_and_nothing_created()
    {
        var absent = Sample.Session(Now);

        var result = await Store.ChangeAsync(absent.Id, new SessionChange { ExpectedVersion = 1 }, Cancellation);

        Assert.Equal(new ChangeResult(ChangeStatus.NotFound, null), result);
        Assert.Null(await Store.FindAsync(absent.Id, Cancellation));
    }
}
