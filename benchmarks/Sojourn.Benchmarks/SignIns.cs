using Sojourn.Sessions;

namespace Sojourn.Benchmarks;

/// <summary>Sign-ins with the details and the ticket of an ordinary one.</summary>
internal static class SignIns
{
    private const int TicketLength = 400;

    public static SignIn Of(SubjectId subject, DateTimeOffset now, Carrier carrier = Carrier.Cookie) => new()
    {
        Subject = subject,
        Kind = "browser",
        StartedAt = now,
        Details = new SessionDetails
        {
            Carrier = carrier,
            Client = new ClientContext("Firefox", "Linux", "203.0.113.0/24"),
            Proof = new SessionProof(now, ["pwd"], Assurance: null),
        },
        Ticket = new byte[TicketLength],
    };
}
