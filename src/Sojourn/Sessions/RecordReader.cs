using Sojourn.Keys;

namespace Sojourn.Sessions;

/// <summary>Turns a record's two blobs into what the domain works with.</summary>
internal sealed class RecordReader(KeyRing ring)
{
    /// <summary>Opens the sealed ticket.</summary>
    /// <returns>Null when it was blanked, changed, moved from another row, or sealed with a key that is gone.</returns>
    /// <exception cref="Stores.SessionStoreException">The ring could not be asked for the key.</exception>
    public async ValueTask<TicketBlob?> OpenTicketAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        var keyId = TicketSealer.KeyIdOf(record.Ticket.Span);
        var key = keyId == 0 ? null : await ring.FindAsync(keyId, cancellationToken);
        var plain = key is null ? null : TicketSealer.Open(key, record.Id, record.Ticket.Span);
        return plain is not null && TicketBlob.TryRead(plain, out var blob) ? blob : null;
    }

    /// <summary>Seals a ticket with the active key, bound to its session.</summary>
    public byte[] SealTicket(SessionId id, TicketBlob blob) => TicketSealer.Seal(ring.Active, id, blob.Write());

    /// <summary>The view of a record for the holder of one generation.</summary>
    /// <returns>Null when the ticket cannot be opened.</returns>
    public async ValueTask<SessionView?> ViewAsync(
        SessionRecord record, SessionDetails details, int generation, CancellationToken cancellationToken)
    {
        var blob = await OpenTicketAsync(record, cancellationToken);
        if (blob is not { } ticket)
        {
            return null;
        }

        // A refresh changes no claim, so the generation before one is worth what the current one is.
        var isBefore = SessionView.IsBefore(record, generation) && !ticket.Before.IsEmpty;
        return new SessionView(record, details, generation, isBefore ? ticket.Before : ticket.Current);
    }
}
