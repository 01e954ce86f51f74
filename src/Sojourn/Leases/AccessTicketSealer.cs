using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

// What an access token holds for Sojourn's own nodes only: a sealed value (HourlySeal) whose
// context is the purpose (1), the session id (16) and the generation (4, big-endian). The plain text is
//
//   flags (1 byte: persistent 1, reports activity 2, refresh in body 4) · the ticket
//
// The token around it is signed, so nobody can put another one in its place; sealed because the person's claims are for
// the host: a security stamp among them is the secret from which one-time codes are made.

/// <summary>Seals the ticket that travels inside an access token.</summary>
internal sealed class AccessTicketSealer(KeyRing ring)
{
    private const int ContextLength = 1 + 16 + 4;
    private const byte Persistent = 1;
    private const byte ReportsActivity = 2;
    private const byte RefreshInBody = 4;
    private const byte AllFlags = Persistent | ReportsActivity | RefreshInBody;

    /// <summary>Seals the ticket of a session with the active key.</summary>
    public byte[] Seal(SessionView view, DateTimeOffset issuedAt)
    {
        var plain = new byte[view.Ticket.Length + 1];
        plain[0] = (byte)((view.Details.IsPersistent ? Persistent : 0) | (view.ReportsActivity ? ReportsActivity : 0)
            | (view.Details.HasRefreshInBody ? RefreshInBody : 0));
        view.Ticket.Span.CopyTo(plain.AsSpan(1));
        Span<byte> context = stackalloc byte[ContextLength];
        WriteContext(context, view.Id, view.Generation);
        return HourlySeal.Seal(ring.Active, issuedAt, context, plain);
    }

    /// <summary>Opens a ticket into the lease that it belongs to; null when it was sealed elsewhere or for another.</summary>
    /// <exception cref="Stores.SessionStoreException">An unknown key could not be looked up.</exception>
    public async ValueTask<SessionLease?> OpenAsync(
        SessionLease lease, byte[] bytes, CancellationToken cancellationToken)
    {
        if (HourlySeal.KeyIdOf(bytes) == 0)
        {
            return null;
        }

        var key = ring.Find(bytes[1]) ?? await ring.FindAsync(bytes[1], cancellationToken);
        return key is not null && Open(key, lease, bytes) is [<= AllFlags, ..] plain
            ? lease with
            {
                IsPersistent = (plain[0] & Persistent) != 0,
                ReportsActivity = (plain[0] & ReportsActivity) != 0,
                HasRefreshInBody = (plain[0] & RefreshInBody) != 0,
                Ticket = plain.AsMemory(1),
            }
            : null;
    }

    private static byte[]? Open(RingKey key, SessionLease lease, ReadOnlySpan<byte> bytes)
    {
        Span<byte> context = stackalloc byte[ContextLength];
        WriteContext(context, lease.Id, lease.Generation);
        return HourlySeal.Open(key, context, bytes);
    }

    private static void WriteContext(Span<byte> context, SessionId id, int generation)
    {
        context[0] = (byte)TokenPurpose.AccessTicket;
        id.WriteTo(context[1..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(context[17..], generation);
    }
}
