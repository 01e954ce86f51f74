using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>A store tells store time, and no operation reads it: every instant is an argument.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class ClockSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>UTC, in the precision that everything is stored in.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Store_time_is_utc_in_whole_milliseconds()
    {
        Time.Advance(TimeSpan.FromTicks(12_345_678));

        var now = await Store.GetTimeAsync(Cancellation);

        Assert.Equal(TimeSpan.Zero, now.Offset);
        Assert.Equal(0, now.Ticks % TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Store time does not go back.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Store_time_moves_on()
    {
        var first = await Store.GetTimeAsync(Cancellation);
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await Store.GetTimeAsync(Cancellation) >= first);
    }

    /// <summary>Years may pass on the clock: only the instants given to an operation count.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task No_operation_reads_a_clock()
    {
        var then = Now;
        var first = await Store.AddAsync(Sample.Session(then));
        Time.Advance(TimeSpan.FromDays(2000));

        var second = await Store.AddAsync(Sample.Session(then));
        var renewed = await Store.RenewAsync(new Renewal[] { new(first.Id, then + Sample.Idle, null, 0) }, Cancellation);
        var swept = await Store.SweepAsync(Sample.Sweep(then), Cancellation);
        var changed = await Store.ChangeAsync(second.Id, new SessionChange { ExpectedVersion = 1 }, Cancellation);
        var ending = await Store.EndAsync(second.Id, then);

        Assert.Equal(1, renewed);
        Assert.Empty(swept.Expired);
        Sample.AssertSame(second with { Version = 2 }, changed.Current);
        Assert.Equal(then, ending.At);
        Sample.AssertSame(first with { LastActivityAt = then + Sample.Idle }, await Store.ReadAsync(first.Id));
    }
}
