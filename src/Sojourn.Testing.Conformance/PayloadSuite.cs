using Sojourn.Stores;
using Sojourn.Tokens;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Details and ticket are opaque, and every value of the token state comes back as it went in.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class PayloadSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Blobs of any content come back byte for byte.</summary>
    /// <param name="length">In bytes.</param>
    /// <returns>When checked.</returns>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65536)]
    public async Task Details_and_ticket_come_back_byte_for_byte(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(number => (byte)(number * 7)).ToArray();
        var session = await Store.AddAsync(Sample.Session(Now) with { Details = bytes, Ticket = bytes.Reverse().ToArray() });

        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>Nothing is lost at the ends of the ranges.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_token_state_comes_back_at_its_extremes()
    {
        var highest = new TokenState
        {
            Generation = int.MaxValue,
            Current = new TokenHash(UInt128.MaxValue, UInt128.MaxValue),
            Previous = new TokenHash(UInt128.MaxValue, 0),
            DerivedWith = byte.MaxValue,
            Cause = RotationCause.Move,
            RotatedAt = Now,
            Attempt = UInt128.MaxValue,
            LostAnswers = int.MaxValue,
        };
        var lowest = new TokenState { Generation = 1, Current = default };
        var first = await Store.AddAsync(Sample.Session(Now) with { Token = highest, Acknowledged = int.MaxValue });
        var second = await Store.AddAsync(Sample.Session(Now) with { Token = lowest, HandedOutAt = default });

        Sample.AssertSame(first, await Store.ReadAsync(first.Id));
        Sample.AssertSame(second, await Store.ReadAsync(second.Id));
    }

    /// <summary>Instants and durations keep their milliseconds.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Instants_come_back_in_whole_milliseconds_and_utc()
    {
        var session = Sample.Session(Now + TimeSpan.FromMilliseconds(123)) with
        {
            IdleTimeout = TimeSpan.FromMilliseconds(1_800_001),
        };
        await Store.AddAsync(session);

        var found = await Store.ReadAsync(session.Id);

        Sample.AssertSame(session, found);
        Assert.Equal(TimeSpan.Zero, found.CreatedAt.Offset);
    }

    /// <summary>A buffer from a pool may be used again as soon as the call has returned.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_callers_buffers_are_not_kept()
    {
        var buffer = new byte[] { 1, 2, 3 };
        var session = await Store.AddAsync(Sample.Session(Now) with { Details = buffer, Ticket = buffer });
        buffer[0] = 99;
        Assert.Equal([1, 2, 3], (await Store.ReadAsync(session.Id)).Ticket.ToArray());

        await Store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1, Details = buffer }, Cancellation);
        buffer[0] = 77;

        Assert.Equal([99, 2, 3], (await Store.ReadAsync(session.Id)).Details.ToArray());
    }
}
