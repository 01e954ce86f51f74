using Sojourn.Sessions;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>A subject's sessions can be listed and ended, and nobody else's are touched.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class SubjectIndexSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>By creation, and by id within one millisecond; no tickets.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Lists_newest_first_without_tickets()
    {
        var old = await Store.AddAsync(Sample.Session(Now));
        var twins = new[] { await Store.AddAsync(Sample.Session(Now + Sample.Idle)), await Store.AddAsync(Sample.Session(Now + Sample.Idle)) };

        var page = await Store.ListAsync(Sample.Of(Sample.Ada), null, 10, Cancellation);

        Assert.Equal([.. twins.Select(twin => twin.Id).OrderDescending(), old.Id], page.Sessions.Select(session => session.Id));
        Assert.All(page.Sessions, session => Assert.True(session.Ticket.IsEmpty));
        Sample.AssertSame(old with { Ticket = default }, page.Sessions[2]);
        Assert.Null(page.Next);
    }

    /// <summary>Sessions that come and go do not hide those that stay.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Complete_for_sessions_that_exist_throughout_the_walk()
    {
        var staying = new List<SessionId>();
        for (var number = 0; number < 9; number++)
        {
            staying.Add((await Store.AddAsync(Sample.Session(Now + TimeSpan.FromSeconds(number / 3)))).Id);
        }

        var leaving = await Store.AddAsync(Sample.Session(Now + TimeSpan.FromMinutes(1)));
        var seen = new List<SessionId>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(Sample.Of(Sample.Ada), cursor, 2, Cancellation);
            Assert.InRange(page.Sessions.Count, 1, 2);
            seen.AddRange(page.Sessions.Select(session => session.Id));
            cursor = page.Next;
            await Store.AddAsync(Sample.Session(Now + TimeSpan.FromHours(1)));
            await Store.EndAsync(leaving.Id, Sample.Ending(Now), Cancellation);
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(staying.ToHashSet(), seen.ToHashSet());
    }

    /// <summary>One can be left out, and tombstones are shown on request.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Leaves_out_the_exception_and_shows_ended_ones_when_asked()
    {
        var mine = await Store.AddAsync(Sample.Session(Now));
        var other = await Store.AddAsync(Sample.Session(Now));
        var ended = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(ended.Id, Now);

        var live = await Store.ListAsync(Sample.Of(Sample.Ada, except: mine.Id), null, 10, Cancellation);
        var all = await Store.ListAsync(Sample.Of(Sample.Ada, includeEnded: true), null, 10, Cancellation);

        Assert.Equal([other.Id], live.Sessions.Select(session => session.Id));
        Assert.Equal(3, all.Sessions.Count);
    }

    /// <summary>The same subject in two tenants is two people.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_null_tenant_selects_sessions_without_a_tenant_never_those_of_every_tenant()
    {
        var without = await Store.AddAsync(Sample.Session(Now));
        var within = await Store.AddAsync(Sample.Session(Now, Sample.Ada, Sample.Acme));

        var listed = await Store.ListAsync(Sample.Of(Sample.Ada), null, 10, Cancellation);
        var tenants = await Store.ListAsync(Sample.Of(Sample.Ada, Sample.Acme), null, 10, Cancellation);
        var ended = await Store.EndManyAsync(Sample.Of(Sample.Ada), Sample.Ending(Now), 10, Cancellation);

        Assert.Equal([without.Id], listed.Sessions.Select(session => session.Id));
        Assert.Equal([within.Id], tenants.Sessions.Select(session => session.Id));
        Assert.Equal([without.Id], ended.Ids);
        Assert.Null((await Store.ReadAsync(within.Id)).Ending);
    }

    /// <summary>The store does not judge deadlines when it lists.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Sessions_past_their_deadlines_appear_until_somebody_ends_them()
    {
        await Store.AddAsync(Sample.Session(Now));
        Time.Advance(Sample.Absolute * 2);

        var before = await Store.ListAsync(Sample.Of(Sample.Ada), null, 10, Cancellation);
        await Store.SweepAsync(Sample.Sweep(Now), Cancellation);
        var after = await Store.ListAsync(Sample.Of(Sample.Ada), null, 10, Cancellation);

        Assert.Single(before.Sessions);
        Assert.Empty(after.Sessions);
    }

    /// <summary>Nobody never means everybody, and a page has at least one place.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_default_subject_or_a_bound_below_one_is_a_misuse()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = Sample.Ending(Now);
        var nobody = Sample.Of(default);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.ListAsync(nobody, null, 1, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.EndManyAsync(nobody, ending, 1, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Store.ListAsync(Sample.Of(Sample.Ada), null, 0, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Store.EndManyAsync(Sample.Of(Sample.Ada), ending, 0, Cancellation));

        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>A text that no listing returned is refused.</summary>
    /// <param name="cursor">Texts that are not cursors.</param>
    /// <returns>When checked.</returns>
    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("' OR 1=1 --")]
    [InlineData("7fffffffffffffff00000000000000000000000000000000")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_foreign_cursor_is_a_format_exception(string cursor)
    {
        await Store.AddAsync(Sample.Session(Now));

        await Assert.ThrowsAsync<FormatException>(
            async () => await Store.ListAsync(Sample.Of(Sample.Ada), cursor, 1, Cancellation));
    }

    /// <summary>Steps until no more, sparing the exception and passing over what had ended.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Ends_at_most_as_many_as_asked_and_returns_the_ids_that_this_operation_ended()
    {
        var mine = await Store.AddAsync(Sample.Session(Now));
        var ended = await Store.AddAsync(Sample.Session(Now));
        var earlier = await Store.EndAsync(ended.Id, Now);
        var bobs = await Store.AddAsync(Sample.Session(Now, Sample.Bob));
        var others = new HashSet<SessionId>();
        for (var number = 0; number < 5; number++)
        {
            others.Add((await Store.AddAsync(Sample.Session(Now))).Id);
        }

        // The idle condition is for ending one; here it is not used.
        var ending = Sample.Ending(Now) with { OnlyIfIdleSince = Now - TimeSpan.FromDays(1) };
        var first = await Store.EndManyAsync(Sample.Of(Sample.Ada, except: mine.Id), ending, 3, Cancellation);
        var second = await Store.EndManyAsync(Sample.Of(Sample.Ada, except: mine.Id), ending, 3, Cancellation);

        Assert.Equal((3, true), (first.Ids.Count, first.More));
        Assert.Equal((2, false), (second.Ids.Count, second.More));
        Assert.Equal(others, first.Ids.Concat(second.Ids).ToHashSet());
        Assert.Equal(ending with { OnlyIfIdleSince = null }, (await Store.ReadAsync(first.Ids[0])).Ending);
        Assert.Equal(earlier, (await Store.ReadAsync(ended.Id)).Ending);
        Assert.Null((await Store.ReadAsync(mine.Id)).Ending);
        Assert.Null((await Store.ReadAsync(bobs.Id)).Ending);
    }
}
