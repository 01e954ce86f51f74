using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Xunit;

namespace Sojourn.Testing.Conformance;

/// <summary>Records, endings and comparisons that the suites share.</summary>
internal static class Sample
{
    public static readonly SubjectId Ada = new("ada");
    public static readonly SubjectId Bob = new("bob");
    public static readonly TenantId Acme = new("acme");
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    public static SessionRecord Session(
        DateTimeOffset at, SubjectId? subject = null, TenantId? tenant = null, string kind = "browser") => new()
        {
            Id = SessionId.Create(at, tenant, subject ?? Ada),
            Subject = subject ?? Ada,
            Tenant = tenant,
            Kind = kind,
            CreatedAt = at,
            AuthenticatedAt = at - TimeSpan.FromSeconds(3),
            LastActivityAt = at,
            IdleTimeout = Idle,
            AbsoluteAt = at + Absolute,
            Token = new TokenState { Generation = 1, Current = Hash(1), DerivedWith = 7, RotatedAt = at },
            HandedOutAt = at,
            Version = 1,
            Details = new byte[] { 1, 2, 3 },
            Ticket = new byte[] { 4, 5, 6, 7 },
        };

    public static TokenHash Hash(byte seed) => new(new UInt128(seed, 2), new UInt128(3, seed));

    public static TokenState Successor(TokenState token, DateTimeOffset at) => new()
    {
        Generation = token.Generation + 1,
        Current = Hash((byte)(token.Generation + 1)),
        Previous = token.Current,
        DerivedWith = 9,
        Cause = RotationCause.Elevation,
        RotatedAt = at,
        Attempt = new UInt128(11, 12),
        LostAnswers = 2,
    };

    public static SessionEnding Ending(DateTimeOffset at, EndReason reason = EndReason.Revoked) =>
        new(reason, at, "operator-7", OperationId.Create());

    public static SubjectSessions Of(
        SubjectId subject, TenantId? tenant = null, SessionId? except = null, bool includeEnded = false) =>
        new(tenant, subject, except, includeEnded);

    public static SweepStep Sweep(DateTimeOffset now, int most = 100, TimeSpan slack = default) =>
        new(now, slack, DateTimeOffset.UnixEpoch, most, OperationId.Create());

    public static async Task<SessionRecord> AddAsync(this ISojournStore store, SessionRecord session)
    {
        var result = await store.CreateAsync(session, null, TestContext.Current.CancellationToken);
        Assert.Equal(CreateStatus.Created, result.Status);
        return session;
    }

    /// <summary>The record as it stands; fails when there is none.</summary>
    public static async Task<SessionRecord> ReadAsync(this ISojournStore store, SessionId id)
    {
        var found = await store.FindAsync(id, TestContext.Current.CancellationToken);
        return Assert.IsType<FoundSession>(found).Session;
    }

    public static async Task<SessionEnding> EndAsync(this ISojournStore store, SessionId id, DateTimeOffset at)
    {
        var result = await store.EndAsync(id, Ending(at), TestContext.Current.CancellationToken);
        Assert.True(result.Applied);
        return Assert.IsType<SessionEnding>(result.Ending);
    }

    /// <summary>Compares every field, and the two blobs by their content.</summary>
    public static void AssertSame(SessionRecord expected, SessionRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Details = default, Ticket = default }, actual with { Details = default, Ticket = default });
        Assert.Equal(expected.Details.ToArray(), actual.Details.ToArray());
        Assert.Equal(expected.Ticket.ToArray(), actual.Ticket.ToArray());
    }
}
