using Sojourn.Houses;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Validation;

public sealed class KnownChangesTests
{
    private static readonly TimeSpan LongestLease = new SessionPolicy().LongestLease;

    [Fact]
    public void The_newer_version_counts_whichever_is_told_first()
    {
        using var house = new House();
        var known = house.A.Memory.Known;
        var id = Id(house);

        known.Changed(id, version: 7);
        known.Changed(id, version: 4);

        Assert.Equal(new KnownChange(EndReason.None, 7), known.Find(id));
        Assert.Null(known.Find(Id(house)));
    }

    [Fact]
    public void A_change_is_known_for_a_whole_lease_and_forgotten_after_two()
    {
        using var house = new House();
        var known = house.A.Memory.Known;
        var id = Id(house);
        known.Changed(Id(house), version: 2);
        house.Pass(LongestLease - TimeSpan.FromMilliseconds(1));
        known.Changed(id, version: 2);

        house.Pass(LongestLease - TimeSpan.FromMilliseconds(1));
        known.Changed(Id(house), version: 2);
        Assert.NotNull(known.Find(id));
        house.Pass(LongestLease);
        known.Changed(Id(house), version: 2);

        Assert.Null(known.Find(id));
    }

    [Fact]
    public void Forgetting_by_age_makes_no_lease_that_still_lives_ask()
    {
        using var house = new House();
        var known = house.A.Memory.Known;
        for (var told = 0; told < 10; told++)
        {
            known.Changed(Id(house), version: 2);
            house.Pass(LongestLease * 0.7);
        }

        known.Changed(Id(house), version: 2);

        Assert.True(known.CompleteSince <= house.Now - LongestLease);
    }

    [Fact]
    public void A_cut_off_of_a_subject_voids_what_a_lease_of_theirs_says()
    {
        using var house = new House();
        var known = house.A.Memory.Known;
        var lease = TestLeases.Of(Id(house), house.Now, TimeSpan.FromMinutes(5));
        house.Pass(1);
        known.CutOff(new CutOff(
            CutOffScope.Subject, lease.Subject, Tenant: null, house.Now, Except: null, EndReason.Revoked));
        known.CutOff(new CutOff(
            CutOffScope.Subject, lease.Subject, Tenant: null, house.Now.AddHours(-1), Except: null, EndReason.Revoked));

        Assert.NotNull(known.FindCutOff(new SessionView(lease)));
        Assert.Null(known.FindCutOff(new SessionView(lease with { Subject = new SubjectId("grace") })));
    }

    [Fact]
    public void A_flood_of_changes_is_forgotten_by_halves_and_says_from_when_on_it_is_complete()
    {
        using var house = new House(new SessionPolicy { NearCacheCapacity = 8 });
        var known = house.A.Memory.Known;
        var first = Id(house);
        known.Ended(first, EndReason.Revoked);
        var began = house.Now;

        for (var told = 0; told < 64; told++)
        {
            house.Pass(0.1);
            known.Changed(Id(house), version: 2);
        }

        Assert.NotNull(known.Find(first));
        Assert.True(known.CompleteSince <= began);
        for (var told = 0; told < 64; told++)
        {
            house.Pass(0.1);
            known.Changed(Id(house), version: 2);
        }

        Assert.Null(known.Find(first));
        Assert.True(known.CompleteSince > began);
    }

    [Fact]
    public void Without_a_store_to_ask_no_number_of_changes_makes_it_forget_before_its_time()
    {
        using var house = new House(new SessionPolicy { NearCacheCapacity = 8, IsStoreless = true });
        var known = house.A.Memory.Known;
        var first = Id(house);
        known.Ended(first, EndReason.SignedOut);
        var began = house.Now;

        for (var told = 0; told < 1000; told++)
        {
            house.Pass(0.1);
            known.Ended(Id(house), EndReason.SignedOut);
        }

        Assert.NotNull(known.Find(first));
        Assert.True(known.CompleteSince <= began);
    }

    [Fact]
    public void Without_a_store_as_well_what_no_lease_speaks_of_any_more_is_forgotten()
    {
        using var house = new House(new SessionPolicy { NearCacheCapacity = 8, IsStoreless = true });
        var known = house.A.Memory.Known;
        var first = Id(house);
        known.Ended(first, EndReason.SignedOut);

        for (var time = 0; time < 3; time++)
        {
            house.Pass(LongestLease);
            known.Ended(Id(house), EndReason.SignedOut);
        }

        Assert.Null(known.Find(first));
    }

    private static SessionId Id(House house) => SessionId.Create(house.Now, tenant: null, new SubjectId("ada"));
}
