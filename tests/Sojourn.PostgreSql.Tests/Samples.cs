using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.PostgreSql;

internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static SessionRecord Session(string subject = "ada")
    {
        var person = new SubjectId(subject);
        return new SessionRecord
        {
            Id = SessionId.Create(Now, null, person),
            Subject = person,
            Kind = "browser",
            CreatedAt = Now,
            AuthenticatedAt = Now,
            LastActivityAt = Now,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = Now + TimeSpan.FromHours(12),
            Token = new TokenState { Generation = 1, Current = new TokenHash(1, 2) },
            Version = 1,
            Ticket = new byte[] { 1, 2, 3 },
        };
    }

    public static SessionEnding Ending() => new(EndReason.Revoked, Now, null, OperationId.Create());

    public static SweepStep Sweep() => new(Now, TimeSpan.Zero, DateTimeOffset.UnixEpoch, 10, OperationId.Create());

    /// <summary>Makes a session and ends it.</summary>
    public static async Task<SessionId> EndOneAsync(this ISojournStore store)
    {
        var session = await store.AddAsync();
        Assert.True((await store.EndAsync(session.Id, Ending(), Cancellation)).Applied);
        return session.Id;
    }

    public static async Task<SessionRecord> AddAsync(this ISojournStore store)
    {
        var session = Session();
        Assert.Equal(CreateStatus.Created, (await store.CreateAsync(session, null, Cancellation)).Status);
        return session;
    }
}
