using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Lifetimes;

public sealed class CutOffsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly SubjectId Ada = new("ada");
    private static readonly TenantId Bank = new("bank");
    private static readonly SessionId Id = SessionId.Create(T0, Bank, Ada);

    [Fact]
    public void A_start_before_the_instant_is_void_and_one_at_it_is_not()
    {
        var cutOff = new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, T0, Except: null, EndReason.Revoked);

        Assert.True(CutOffs.Voids(cutOff, Bank, Ada, T0.AddMilliseconds(-1), Id));
        Assert.False(CutOffs.Voids(cutOff, Bank, Ada, T0, Id));
    }

    [Fact]
    public void A_subject_is_one_person_per_tenant()
    {
        var cutOff = new CutOff(CutOffScope.Subject, Ada, Bank, T0, Except: null, EndReason.Revoked);

        Assert.True(CutOffs.Voids(cutOff, Bank, Ada, T0.AddHours(-1), Id));
        Assert.False(CutOffs.Voids(cutOff, tenant: null, Ada, T0.AddHours(-1), Id));
        Assert.False(CutOffs.Voids(cutOff, Bank, new SubjectId("Ada"), T0.AddHours(-1), Id));
    }

    [Fact]
    public void A_tenants_cut_off_leaves_those_without_a_tenant_alone()
    {
        var cutOff = new CutOff(CutOffScope.Tenant, Subject: null, Bank, T0, Except: null, EndReason.Revoked);

        Assert.True(CutOffs.Voids(cutOff, Bank, Ada, T0.AddHours(-1), Id));
        Assert.False(CutOffs.Voids(cutOff, new TenantId("other"), Ada, T0.AddHours(-1), Id));
        Assert.False(CutOffs.Voids(cutOff, tenant: null, Ada, T0.AddHours(-1), Id));
    }

    [Fact]
    public void The_exception_is_spared()
    {
        var cutOff = new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, T0, Id, EndReason.Revoked);

        Assert.False(CutOffs.Voids(cutOff, Bank, Ada, T0.AddHours(-1), Id));
    }

    [Fact]
    public void An_older_cut_off_that_comes_again_does_not_void_what_the_later_one_spares()
    {
        var known = new CutOffs();
        var older = new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, T0, Except: null, EndReason.Revoked);
        var later = older with { At = T0.AddHours(1), Except = Id };

        known.Add(later);
        known.Add(older);

        Assert.Null(known.Find(new FoundSession(Record(T0.AddHours(-1)), SubjectCutOff: null)));
    }

    [Fact]
    public void A_later_cut_off_takes_the_place_of_an_older_one_and_other_scopes_stay()
    {
        var known = new CutOffs();
        var everyone = new CutOff(CutOffScope.Everyone, Subject: null, Tenant: null, T0, Except: null, EndReason.Risk);
        var tenant = new CutOff(CutOffScope.Tenant, Subject: null, Bank, T0.AddHours(2), Except: null, EndReason.Revoked);

        known.Add(everyone);
        known.Add(tenant);
        known.Add(everyone with { At = T0.AddHours(1) });

        var outside = Record(T0.AddMinutes(30)) with { Tenant = null };
        Assert.Equal(EndReason.Risk, known.Find(new FoundSession(outside, null))?.Reason);
        Assert.Equal(EndReason.Revoked, known.Find(new FoundSession(Record(T0.AddMinutes(90)), null))?.Reason);
        Assert.Null(known.Find(new FoundSession(Record(T0.AddHours(3)), null)));
    }

    [Fact]
    public void A_subjects_cut_off_is_taken_from_the_record_alone()
    {
        var known = new CutOffs();
        var own = new CutOff(CutOffScope.Subject, Ada, Bank, T0, Except: null, EndReason.CredentialsChanged);

        known.Add(own);

        Assert.Null(known.Find(new FoundSession(Record(T0.AddHours(-1)), SubjectCutOff: null)));
        Assert.Same(own, known.Find(new FoundSession(Record(T0.AddHours(-1)), own)));
    }

    private static SessionRecord Record(DateTimeOffset authenticatedAt) => new()
    {
        Id = Id,
        Subject = Ada,
        Tenant = Bank,
        Kind = "browser",
        CreatedAt = authenticatedAt,
        AuthenticatedAt = authenticatedAt,
        LastActivityAt = authenticatedAt,
        IdleTimeout = TimeSpan.FromMinutes(30),
        AbsoluteAt = authenticatedAt.AddHours(12),
        Token = new Tokens.TokenState { Generation = 1, Current = default },
        Version = 1,
    };
}
