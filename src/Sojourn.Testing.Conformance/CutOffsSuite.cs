using Sojourn.Sessions;
using Sojourn.Stores;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>One cut-off per scope, and the later one wins.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class CutOffsSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>An earlier one that arrives late changes nothing; an equal one replaces.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task The_later_instant_of_both_wins_and_an_equal_one_replaces()
    {
        var cutOffs = CutOffs;
        var session = await Store.AddAsync(Sample.Session(Now));
        var first = OfSubject(Now);
        var equal = first with { Except = session.Id, Reason = EndReason.CredentialsChanged };

        await cutOffs.SetAsync(first, Cancellation);
        await cutOffs.SetAsync(OfSubject(Now - TimeSpan.FromMilliseconds(1)), Cancellation);
        Assert.Equal(first, (await Store.FindAsync(session.Id, Cancellation))?.SubjectCutOff);

        await cutOffs.SetAsync(equal, Cancellation);
        Assert.Equal(equal, (await Store.FindAsync(session.Id, Cancellation))?.SubjectCutOff);

        await cutOffs.SetAsync(OfSubject(Now + TimeSpan.FromMilliseconds(1)), Cancellation);
        Assert.Equal(
            OfSubject(Now + TimeSpan.FromMilliseconds(1)), (await Store.FindAsync(session.Id, Cancellation))?.SubjectCutOff);
    }

    /// <summary>Setting one touches no record.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task No_record_is_touched_and_no_deadline_moves()
    {
        var cutOffs = CutOffs;
        var session = await Store.AddAsync(Sample.Session(Now));

        await cutOffs.SetAsync(OfSubject(Now + Sample.Idle), Cancellation);
        await cutOffs.SetAsync(Everyone(Now + Sample.Idle), Cancellation);

        Sample.AssertSame(session, await Store.ReadAsync(session.Id));
    }

    /// <summary>Tenants and everyone are listed; a subject's comes with its records instead.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Lists_those_of_tenants_and_of_everyone_at_or_after_an_instant()
    {
        var cutOffs = CutOffs;
        var tenant = new CutOff(CutOffScope.Tenant, null, Sample.Acme, Now, null, EndReason.Revoked);
        await cutOffs.SetAsync(tenant, Cancellation);
        await cutOffs.SetAsync(tenant with { Tenant = new TenantId("old"), At = Now - TimeSpan.FromMilliseconds(1) }, Cancellation);
        await cutOffs.SetAsync(Everyone(Now + Sample.Idle), Cancellation);
        await cutOffs.SetAsync(OfSubject(Now), Cancellation);

        var listed = await cutOffs.ListAsync(Now, Cancellation);

        Assert.Equal(new HashSet<CutOff> { tenant, Everyone(Now + Sample.Idle) }, listed.ToHashSet());
        Assert.Equal(2, listed.Count);
        Assert.Equal(3, (await cutOffs.ListAsync(DateTimeOffset.UnixEpoch, Cancellation)).Count);
    }

    /// <summary>A suspension is listed beside the cut-off for everyone, and neither takes the other's place.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Keeps_a_suspension_beside_the_cut_off_for_everyone()
    {
        var cutOffs = CutOffs;
        var suspension = Everyone(Now) with { Scope = CutOffScope.Suspension };
        await cutOffs.SetAsync(Everyone(Now), Cancellation);
        await cutOffs.SetAsync(suspension, Cancellation);
        await cutOffs.SetAsync(suspension with { At = Now - Sample.Idle }, Cancellation);

        var listed = await cutOffs.ListAsync(DateTimeOffset.UnixEpoch, Cancellation);

        Assert.Equal(new HashSet<CutOff> { Everyone(Now), suspension }, listed.ToHashSet());
    }

    /// <summary>Earlier ones for a tenant and for everyone lose as well.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Keeps_one_per_tenant_and_one_for_everyone()
    {
        var cutOffs = CutOffs;
        await cutOffs.SetAsync(Everyone(Now), Cancellation);
        await cutOffs.SetAsync(Everyone(Now - Sample.Idle), Cancellation);

        Assert.Equal([Everyone(Now)], await cutOffs.ListAsync(DateTimeOffset.UnixEpoch, Cancellation));
    }

    /// <summary>A scope without its subject or tenant is refused, and so is one with too much.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_missing_subject_or_tenant_is_refused()
    {
        var cutOffs = CutOffs;
        CutOff[] malformed =
        [
            OfSubject(Now) with { Subject = null },
            OfSubject(Now) with { Subject = default(SubjectId) },
            Everyone(Now) with { Scope = CutOffScope.Tenant },
            Everyone(Now) with { Scope = CutOffScope.Tenant, Tenant = default(TenantId) },
            Everyone(Now) with { Tenant = Sample.Acme },
        ];

        foreach (var cutOff in malformed)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await cutOffs.SetAsync(cutOff, Cancellation));
        }

        Assert.Empty(await cutOffs.ListAsync(DateTimeOffset.UnixEpoch, Cancellation));
    }

    /// <summary>A sweep keeps what can still void a live record.</summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task A_sweep_keeps_a_subjects_cut_off_while_it_could_void_a_live_record()
    {
        var cutOffs = CutOffs;
        var session = await Store.AddAsync(Sample.Session(Now));
        await cutOffs.SetAsync(OfSubject(Now), Cancellation);

        await Store.SweepAsync(
            Sample.Sweep(Now) with { RemoveEndedBefore = Now + TimeSpan.FromDays(1) }, Cancellation);

        Assert.NotNull((await Store.FindAsync(session.Id, Cancellation))?.SubjectCutOff);
    }

    private static CutOff OfSubject(DateTimeOffset at) =>
        new(CutOffScope.Subject, Sample.Ada, null, at, null, EndReason.CutOff);

    private static CutOff Everyone(DateTimeOffset at) => new(CutOffScope.Everyone, null, null, at, null, EndReason.CutOff);
}
