using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Sqlite;

internal static class Samples
{
    public static SessionRecord Session(DateTimeOffset at, string subject = "ada")
    {
        var person = new SubjectId(subject);
        return new SessionRecord
        {
            Id = SessionId.Create(at, null, person),
            Subject = person,
            Kind = "browser",
            CreatedAt = at,
            AuthenticatedAt = at,
            LastActivityAt = at,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = at + TimeSpan.FromHours(12),
            Token = new TokenState { Generation = 1, Current = new TokenHash(1, 2) },
            Version = 1,
            Ticket = new byte[] { 1, 2, 3 },
        };
    }

    public static SessionEnding Ending(DateTimeOffset at) => new(EndReason.Revoked, at, null, OperationId.Create());
}
