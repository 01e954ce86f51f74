using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Only <see cref="ISojournStore.CreateAsync"/> inserts, and it never overwrites.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class CreationSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Every field that goes in comes out.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Inserts_a_new_record_with_every_field()
    {
        var plain = Sample.Session(Now);
        var full = Sample.Session(Now, Sample.Bob, Sample.Acme, "native") with
        {
            LastActivityAt = Now + TimeSpan.FromSeconds(5),
            HandedOutAt = Now + TimeSpan.FromSeconds(6),
            Acknowledged = 1,
            Token = Sample.Successor(plain.Token, Now + TimeSpan.FromSeconds(7)),
        };

        var result = await Store.CreateAsync(plain, null, Cancellation);
        await Store.AddAsync(full);

        Assert.Equal(CreateStatus.Created, result.Status);
        Assert.Empty(result.Displaced);
        Sample.AssertSame(plain, await Store.ReadAsync(plain.Id));
        Sample.AssertSame(full, await Store.ReadAsync(full.Id));
    }

    /// <summary>A second insert of a live id leaves the first record as it is.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Already_exists_for_an_id_on_record_live_and_never_overwrites()
    {
        var first = await Store.AddAsync(Sample.Session(Now));

        var second = await Store.CreateAsync(first with { Kind = "native", Acknowledged = 5 }, null, Cancellation);

        Assert.Equal(CreateStatus.AlreadyExists, second.Status);
        Assert.Empty(second.Displaced);
        Sample.AssertSame(first, await Store.ReadAsync(first.Id));
    }

    /// <summary>An insert cannot bring an ended session back.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Already_exists_for_an_id_on_record_ended_and_never_revives()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = await Store.EndAsync(session.Id, Now);

        var again = await Store.CreateAsync(session, new SessionLimit(1, EndOldest: true), Cancellation);

        Assert.Equal(CreateStatus.AlreadyExists, again.Status);
        Assert.Equal(ending, (await Store.ReadAsync(session.Id)).Ending);
    }

    /// <summary>The same id under another subject is still the same id.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Already_exists_for_an_id_of_another_subject()
    {
        var first = await Store.AddAsync(Sample.Session(Now));

        var second = await Store.CreateAsync(first with { Subject = Sample.Bob }, null, Cancellation);

        Assert.Equal(CreateStatus.AlreadyExists, second.Status);
        Assert.Empty((await Store.ListAsync(Sample.Of(Sample.Bob), null, 10, Cancellation)).Sessions);
    }

    /// <summary>Misuse is refused at once, and leaves nothing behind.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_malformed_record_is_refused()
    {
        var good = Sample.Session(Now);
        SessionRecord[] malformed =
        [
            good with { Id = default },
            good with { Subject = default },
            good with { Tenant = new TenantId("") },
            good with { Kind = "" },
            good with { Kind = new string('k', 33) },
            good with { Version = 2 },
            good with { Ending = Sample.Ending(Now) },
            // Two of these would be one person to an engine that stores UTF-8.
            good with { Subject = new SubjectId("\ud800") },
        ];

        foreach (var session in malformed)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CreateAsync(session, null, Cancellation));
        }

        Assert.Null(await Store.FindAsync(good.Id, Cancellation));
    }

    /// <summary>The longest texts are accepted, in any script, and told apart to the last character.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_longest_subject_tenant_and_kind_are_accepted()
    {
        var subject = new SubjectId(new string('\u00e9', SubjectId.MaximumLength));
        var tenant = new TenantId(new string('\u4e2d', TenantId.MaximumLength));
        var session = await Store.AddAsync(Sample.Session(Now, subject, tenant, new string('k', 32)));

        var other = await Store.ListAsync(
            Sample.Of(new SubjectId(subject.Value[1..] + "e"), tenant), null, 10, Cancellation);

        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
        Assert.Empty(other.Sessions);
    }
}
