using Sojourn.Blobs;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

// A lease before it is sealed, version 1 (forms as in BlobWriter):
//
//   version (1 byte) · flags (1: persistent 1, reports activity 2)
//   session token (54) · record version (8)
//   tenant, subject, kind (3 texts)
//   authenticated at, last activity, absolute deadline, issued at, believed until (5 instants) · idle timeout (8, milliseconds)
//   proof, as in the session's details
//   ticket (blob)
//
// Id and generation are the token's. A reader refuses every other version and flag, and bytes left over.

/// <summary>Writes and reads what a sealed cookie says of its session.</summary>
internal static class LeaseCodec
{
    private const byte Version = 1;
    private const byte Persistent = 1;
    private const byte ReportsActivity = 2;

    public static byte[] Write(SessionLease lease, in SessionToken token)
    {
        var writer = new BlobWriter();
        Span<byte> bytes = stackalloc byte[SessionToken.ByteLength];
        token.WriteTo(bytes);
        writer.Byte(Version);
        writer.Byte((byte)((lease.IsPersistent ? Persistent : 0) | (lease.ReportsActivity ? ReportsActivity : 0)));
        writer.Raw(bytes);
        writer.Number(lease.Version);
        writer.Text(lease.Tenant?.Value);
        writer.Text(lease.Subject.Value);
        writer.Text(lease.Kind);
        writer.Instant(lease.AuthenticatedAt);
        writer.Instant(lease.LastActivityAt);
        writer.Instant(lease.AbsoluteAt);
        writer.Instant(lease.IssuedAt);
        writer.Instant(lease.BelievedUntil);
        writer.Number((long)lease.IdleTimeout.TotalMilliseconds);
        SessionDetailsCodec.WriteProof(writer, lease.Proof);
        writer.Blob(lease.Ticket.Span);
        return writer.ToArray();
    }

    /// <summary>Reads a lease; null when it was written by another version.</summary>
    public static SessionLease? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new BlobReader(bytes);
        var version = reader.Byte();
        var flags = reader.Byte();
        var token = default(SessionToken);
        var isToken = reader.Raw(SessionToken.ByteLength) is { Length: SessionToken.ByteLength } raw
            && SessionToken.TryRead(raw, out token);
        var recordVersion = reader.Number();
        var tenant = reader.Text();
        var hasSubject = SubjectId.TryParse(reader.Text(), out var subject);
        var kind = reader.Text();
        var lease = new SessionLease
        {
            Id = token.Id,
            Carrier = Carrier.Sealed,
            Subject = subject,
            Tenant = TenantId.TryParse(tenant, out var parsed) ? parsed : null,
            Kind = kind ?? "",
            Generation = token.Generation,
            Version = recordVersion,
            AuthenticatedAt = reader.Instant(),
            LastActivityAt = reader.Instant(),
            AbsoluteAt = reader.Instant(),
            IssuedAt = reader.Instant(),
            BelievedUntil = reader.Instant(),
            IdleTimeout = TimeSpan.FromMilliseconds(Math.Min(reader.Number(), (long)TimeSpan.FromDays(400).TotalMilliseconds)),
            Proof = SessionDetailsCodec.ReadProof(ref reader),
            IsPersistent = (flags & Persistent) != 0,
            ReportsActivity = (flags & ReportsActivity) != 0,
            Ticket = reader.Blob().ToArray(),
            Reference = token,
        };
        var isKnown = version == Version && flags <= (Persistent | ReportsActivity);
        return isKnown && isToken && hasSubject && reader.IsComplete ? lease : null;
    }
}
