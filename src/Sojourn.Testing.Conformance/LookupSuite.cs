using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary><see cref="ISojournStore.FindAsync"/> reads what is on record, and judges nothing.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class LookupSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>Absent is null, for an unknown id and for the empty one.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Null_when_it_never_existed()
    {
        Assert.Null(await Store.FindAsync(Sample.Session(Now).Id, Cancellation));
        Assert.Null(await Store.FindAsync(default, Cancellation));
    }

    /// <summary>The tombstone went with the sweep.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Null_when_it_was_swept()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        await Store.EndAsync(session.Id, Now);

        await Store.SweepAsync(Sample.Sweep(Now) with { RemoveEndedBefore = Now + TimeSpan.FromSeconds(1) }, Cancellation);

        Assert.Null(await Store.FindAsync(session.Id, Cancellation));
    }

    /// <summary>The store does not judge deadlines when it reads.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_record_past_its_deadlines_is_returned_and_still_live()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        Time.Advance(Sample.Absolute * 2);

        var found = await Store.ReadAsync(session.Id);

        Sample.AssertSame(session, found);
    }

    /// <summary>A tombstone is a record like any other.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task An_ended_record_is_returned_with_its_ending()
    {
        var session = await Store.AddAsync(Sample.Session(Now));
        var ending = await Store.EndAsync(session.Id, Now);

        var found = await Store.ReadAsync(session.Id);

        Sample.AssertSame(session with { Version = 2, Ending = ending }, found);
    }

    /// <summary>Who sees the record sees what voids it.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_cut_off_of_the_records_tenant_and_subject_comes_with_it()
    {
        var cutOffs = CutOffs;
        var session = await Store.AddAsync(Sample.Session(Now, Sample.Ada, Sample.Acme));
        var elsewhere = await Store.AddAsync(Sample.Session(Now, Sample.Ada));
        var cutOff = new CutOff(
            CutOffScope.Subject, Sample.Ada, Sample.Acme, Now, elsewhere.Id, EndReason.CredentialsChanged);

        await cutOffs.SetAsync(cutOff, Cancellation);

        Assert.Equal(cutOff, (await Store.FindAsync(session.Id, Cancellation))?.SubjectCutOff);
        Assert.Null((await Store.FindAsync(elsewhere.Id, Cancellation))?.SubjectCutOff);
    }
}
