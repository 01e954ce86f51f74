using Sojourn.Houses;
using Sojourn.Sessions;

namespace Sojourn.Validation;

public sealed class LeaseMemoryTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lease_is_found_by_exactly_its_text()
    {
        var memory = new LeaseMemory(16);
        var lease = Lease("a credential with sixteen characters at its end");
        memory.Add(lease, memory.BeginFill());

        Assert.Same(lease, memory.Find("a credential with sixteen characters at its end"));
        Assert.Null(memory.Find("a credential with sixteen characters at its en"));
        Assert.Null(memory.Find(""));
    }

    [Fact]
    public void Another_text_with_the_same_ending_is_another_lease()
    {
        var memory = new LeaseMemory(4);
        memory.Add(Lease("first | the very same sixteen characters"), memory.BeginFill());

        Assert.Null(memory.Find("other | the very same sixteen characters"));
        Assert.NotNull(memory.Find("first | the very same sixteen characters"));
    }

    [Fact]
    public void The_lease_that_lapses_first_makes_room()
    {
        var memory = new LeaseMemory(4);
        foreach (var minutes in new[] { 3, 1, 2, 4 })
        {
            memory.Add(Lease($"lease of {minutes} minutes", minutes), memory.BeginFill());
        }

        memory.Add(Lease("lease of 5 minutes", minutes: 5), memory.BeginFill());

        Assert.Null(memory.Find("lease of 1 minutes"));
        Assert.All(new[] { 2, 3, 4, 5 }, minutes => Assert.NotNull(memory.Find($"lease of {minutes} minutes")));
    }

    [Fact]
    public void It_holds_no_more_than_its_capacity()
    {
        var memory = new LeaseMemory(64);
        for (var number = 0; number < 1000; number++)
        {
            memory.Add(Lease($"lease number {number:D8}", minutes: 1 + (number % 5)), memory.BeginFill());
        }

        var held = Enumerable.Range(0, 1000).Count(number => memory.Find($"lease number {number:D8}") is not null);

        Assert.InRange(held, 1, 64);
    }

    [Fact]
    public void A_lease_that_was_being_verified_while_all_were_forgotten_is_not_remembered()
    {
        var memory = new LeaseMemory(64);
        var begun = memory.BeginFill();

        memory.Clear();
        memory.Add(Lease("a lease under a removed key"), begun);

        Assert.Null(memory.Find("a lease under a removed key"));
    }

    [Fact]
    public void A_lease_that_is_verified_after_all_were_forgotten_is_remembered()
    {
        var memory = new LeaseMemory(64);
        memory.Clear();

        memory.Add(Lease("a lease under a good key"), memory.BeginFill());

        Assert.NotNull(memory.Find("a lease under a good key"));
    }

    [Fact]
    public void Looking_allocates_nothing()
    {
        var memory = new LeaseMemory(64);
        memory.Add(Lease("a credential with sixteen characters at its end"), memory.BeginFill());
        memory.Find("a credential with sixteen characters at its end");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = memory.Find("a credential with sixteen characters at its end");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotNull(found);
        Assert.Equal(0, allocated);
    }

    private static RememberedLease Lease(string text, int minutes = 5) =>
        new(text.AsMemory(), TestLeases.Of(SessionId.Create(T0, tenant: null, new SubjectId("ada")), T0, TimeSpan.FromMinutes(minutes)));
}
