using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Verifies access tokens for the validator: the signed facts, and the ticket that is sealed inside.</summary>
internal sealed class AccessTokenOpener(AccessTokenReader reader, AccessTicketSealer tickets, StoreClock clock) : ILeaseOpener
{
    /// <inheritdoc />
    /// <remarks>A lapsed token is refused like a forged one: it has no reference by which the store could be asked.</remarks>
    public async ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAsync(text, clock.Now, cancellationToken);
        return read is { IsValid: true, Token: { SealedTicket: { } ticket } token }
            ? await tickets.OpenAsync(LeaseOf(token), ticket, cancellationToken)
            : null;
    }

    private static SessionLease LeaseOf(AccessToken token) => new()
    {
        Id = token.SessionId,
        Carrier = Carrier.Bearer,
        Subject = token.Subject,
        Tenant = token.Tenant,
        Kind = token.Kind,
        Generation = token.Generation,
        Version = token.Version,
        AuthenticatedAt = token.AuthenticatedAt,
        Proof = token.Proof,
        LastActivityAt = token.LastActivityAt,
        IdleTimeout = token.IdleTimeout,
        AbsoluteAt = token.AbsoluteAt,
        IssuedAt = token.IssuedAt,
        BelievedUntil = token.ExpiresAt,
    };
}
