using Sojourn.Blobs;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

// A lease before it is sealed, version 1 (forms as in BlobWriter):
//
//   version (1 byte) · flags (1: persistent 1, reports activity 2, without a token 4)
//   session token (54), or without one: session id (16), generation (8) · record version (8)
//   tenant, subject, kind (3 texts)
//   authenticated at, last activity, absolute deadline, issued at, believed until (5 instants) · idle timeout (8, milliseconds)
//   proof, as in the session's details
//   ticket (blob)
//
// Id and generation are the token's, if there is one: without a store there is nobody to show it to. A reader refuses every
// other version and flag, and bytes left over.

/// <summary>Writes and reads what a sealed cookie says of its session.</summary>
internal static class LeaseCodec
{
    private const byte Version = 1;
    private const byte Persistent = 1;
    private const byte ReportsActivity = 2;
    private const byte WithoutToken = 4;
    private const int IdLength = 16;

    public static byte[] Write(SessionLease lease)
    {
        var writer = new BlobWriter();
        writer.Byte(Version);
        writer.Byte((byte)(
            (lease.IsPersistent ? Persistent : 0)
            | (lease.ReportsActivity ? ReportsActivity : 0)
            | (lease.Reference is null ? WithoutToken : 0)));
        WriteCredential(writer, lease);
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
        var isCredential = ReadCredential(ref reader, flags, out var id, out var generation, out var token);
        var recordVersion = reader.Number();
        var tenant = reader.Text();
        var hasSubject = SubjectId.TryParse(reader.Text(), out var subject);
        var kind = reader.Text();
        var lease = new SessionLease
        {
            Id = id,
            Carrier = Carrier.Sealed,
            Subject = subject,
            Tenant = TenantId.TryParse(tenant, out var parsed) ? parsed : null,
            Kind = kind ?? "",
            Generation = generation,
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
        var isKnown = version == Version && flags <= (Persistent | ReportsActivity | WithoutToken);
        return isKnown && isCredential && hasSubject && reader.IsComplete ? lease : null;
    }

    private static void WriteCredential(BlobWriter writer, SessionLease lease)
    {
        Span<byte> bytes = stackalloc byte[SessionToken.ByteLength];
        if (lease.Reference is { } token)
        {
            token.WriteTo(bytes);
            writer.Raw(bytes);
            return;
        }

        lease.Id.WriteTo(bytes);
        writer.Raw(bytes[..IdLength]);
        writer.Number(lease.Generation);
    }

    private static bool ReadCredential(
        ref BlobReader reader, byte flags, out SessionId id, out int generation, out SessionToken? token)
    {
        token = null;
        if ((flags & WithoutToken) == 0)
        {
            var read = default(SessionToken);
            var isToken = reader.Raw(SessionToken.ByteLength) is { Length: SessionToken.ByteLength } bytes
                && SessionToken.TryRead(bytes, out read);
            (id, generation, token) = (read.Id, read.Generation, read);
            return isToken;
        }

        var raw = reader.Raw(IdLength);
        id = raw.Length == IdLength ? new SessionId(new Guid(raw, bigEndian: true)) : default;
        var number = reader.Number();
        generation = (int)Math.Min(number, int.MaxValue);
        return !id.IsDefault && number is > 0 and <= int.MaxValue;
    }
}
