using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>The limit is enforced in the step that inserts.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class LimitsSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Up to the limit nobody is in the way.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_limit_counts_live_records_after_the_insert()
    {
        await Store.AddAsync(Sample.Session(Now));

        var second = await Store.CreateAsync(Sample.Session(Now), new SessionLimit(2, EndOldest: false), Cancellation);
        var third = await Store.CreateAsync(Sample.Session(Now), new SessionLimit(2, EndOldest: false), Cancellation);

        Assert.Equal(CreateStatus.Created, second.Status);
        Assert.Equal(CreateStatus.LimitReached, third.Status);
    }

    /// <summary>A refusal leaves the others and does not insert.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Limit_reached_when_the_limit_refuses_and_nothing_changed()
    {
        var first = await Store.AddAsync(Sample.Session(Now));
        var second = Sample.Session(Now);

        var result = await Store.CreateAsync(second, new SessionLimit(1, EndOldest: false), Cancellation);

        Assert.Equal(CreateStatus.LimitReached, result.Status);
        Assert.Empty(result.Displaced);
        Assert.Null(await Store.FindAsync(second.Id, Cancellation));
        Sample.AssertSame(first, await Store.ReadAsync(first.Id));
    }

    /// <summary>The longest unused make room, whenever they were made, and never the new one.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Displaces_those_with_the_earliest_last_activity()
    {
        var busy = await Store.AddAsync(Sample.Session(Now) with { LastActivityAt = Now + TimeSpan.FromMinutes(9) });
        var unused = await Store.AddAsync(Sample.Session(Now + TimeSpan.FromSeconds(1)));
        var used = await Store.AddAsync(
            Sample.Session(Now + TimeSpan.FromSeconds(2)) with { LastActivityAt = Now + TimeSpan.FromMinutes(5) });
        var added = Sample.Session(Now + TimeSpan.FromSeconds(3)) with { LastActivityAt = Now };

        var result = await Store.CreateAsync(added, new SessionLimit(2, EndOldest: true), Cancellation);

        Assert.Equal(CreateStatus.Created, result.Status);
        Assert.Equal([unused.Id, used.Id], result.Displaced.Order());
        Sample.AssertSame(busy, await Store.ReadAsync(busy.Id));
        Sample.AssertSame(added, await Store.ReadAsync(added.Id));
    }

    /// <summary>The displaced are tombstones like others.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_displaced_ended_as_limit_at_the_new_records_creation_with_a_version_advanced_by_one()
    {
        var first = await Store.AddAsync(Sample.Session(Now));
        var second = Sample.Session(Now + TimeSpan.FromMinutes(1));

        await Store.CreateAsync(second, new SessionLimit(1, EndOldest: true), Cancellation);

        var displaced = await Store.ReadAsync(first.Id);
        Assert.Equal(EndReason.Limit, displaced.Ending?.Reason);
        Assert.Equal(second.CreatedAt, displaced.Ending?.At);
        Assert.Equal(2, displaced.Version);
    }

    /// <summary>Only the same tenant, subject and kind count, and only the living.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ignores_ended_ones_and_other_tenants_subjects_and_kinds()
    {
        var ended = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(ended.Id, Now);
        await Store.AddAsync(Sample.Session(Now, Sample.Bob));
        await Store.AddAsync(Sample.Session(Now, Sample.Ada, Sample.Acme));
        await Store.AddAsync(Sample.Session(Now, kind: "native"));

        var result = await Store.CreateAsync(Sample.Session(Now), new SessionLimit(1, EndOldest: true), Cancellation);

        Assert.Equal(CreateStatus.Created, result.Status);
        Assert.Empty(result.Displaced);
    }

    /// <summary>A limit that nothing can meet is misuse.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_limit_below_one_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Store.CreateAsync(Sample.Session(Now), new SessionLimit(0, true), Cancellation));
}
