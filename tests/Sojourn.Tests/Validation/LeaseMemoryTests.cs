using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>What was verified with a key that is removed meanwhile.</summary>
public sealed class LeaseMemoryTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
    public void A_lease_that_is_verified_afterwards_is_remembered()
    {
        var memory = new LeaseMemory(64);
        memory.Clear();

        memory.Add(Lease("a lease under a good key"), memory.BeginFill());

        Assert.NotNull(memory.Find("a lease under a good key"));
    }

    private static RememberedLease Lease(string text) => new(text, new SessionLease
    {
        Id = SessionId.Create(Now, tenant: null, new SubjectId("ada")),
        Carrier = Carrier.Sealed,
        Subject = new SubjectId("ada"),
        Kind = "browser",
        Generation = 1,
        Version = 1,
        AuthenticatedAt = Now,
        Proof = new SessionProof(Now, ["pwd"], "aal1"),
        LastActivityAt = Now,
        IdleTimeout = TimeSpan.FromMinutes(30),
        AbsoluteAt = Now.AddHours(12),
        IssuedAt = Now,
        BelievedUntil = Now.AddMinutes(5),
    });
}
