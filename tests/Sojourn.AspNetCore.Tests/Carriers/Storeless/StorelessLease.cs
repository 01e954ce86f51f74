using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>Leases as a host without a store seals them.</summary>
internal static class StorelessLease
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1795334400123);

    public static SessionLease Of(string subject, DateTimeOffset? now = null)
    {
        var at = now ?? At;
        return new SessionLease
        {
            Id = SessionId.Create(at, tenant: null, new SubjectId(subject)),
            Carrier = Carrier.Sealed,
            Subject = new SubjectId(subject),
            Kind = SojournDefaults.BrowserKind,
            Generation = 1,
            Version = 1,
            AuthenticatedAt = at,
            Proof = new SessionProof(at, ["pwd"], Assurance: null),
            LastActivityAt = at,
            IdleTimeout = TimeSpan.FromMinutes(30),
            AbsoluteAt = at.AddHours(1),
            IssuedAt = at,
            BelievedUntil = at.AddHours(1),
            Ticket = TicketState.Write(TestSite.PersonOf(subject), new(), SojournDefaults.AuthenticationScheme),
        };
    }
}
