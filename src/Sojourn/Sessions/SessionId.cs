using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sojourn.Sessions;

/// <summary>The public identifier of a session: safe to log and to show in a device list, it grants nothing.</summary>
/// <param name="Value">
/// A UUIDv7 whose first eight bits of <c>rand_a</c> are the placement of the session's subject.
/// <see cref="Guid.Empty"/> is no session.
/// </param>
/// <remarks>
/// Time-ordered, so that a store can page by it. The placement makes everything of one subject (records, index, cut-off)
/// share a slot or shard; it is the first byte of SHA-256(tenant, 0, subject). Source: RFC 9562 section 5.7.
/// </remarks>
public readonly record struct SessionId(Guid Value) : IComparable<SessionId>
{
    private const int TextLength = 36;

    /// <summary>True for <c>default</c>, which identifies no session.</summary>
    public bool IsDefault => Value == Guid.Empty;

    /// <summary>The slot, 0 to 255, that everything of the session's subject shares.</summary>
    public byte Placement
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            WriteTo(bytes);
            return (byte)((bytes[6] << 4) | (bytes[7] >> 4));
        }
    }

    /// <summary>When the id was made, from its first 48 bits.</summary>
    internal DateTimeOffset CreatedAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            WriteTo(bytes);
            var milliseconds = ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
                | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
    }

    /// <summary>Orders by time of creation, as bytes in network order.</summary>
    /// <param name="left">The first id.</param>
    /// <param name="right">The second id.</param>
    /// <returns>True when <paramref name="left"/> sorts first.</returns>
    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;

    /// <summary>Makes a new id in the placement of a subject, with 66 random bits.</summary>
    /// <param name="at">Store time of creation.</param>
    /// <param name="tenant">The subject's tenant, or null.</param>
    /// <param name="subject">Whom the session belongs to; not <c>default</c>.</param>
    /// <returns>An id that no other call has returned.</returns>
    public static SessionId Create(DateTimeOffset at, TenantId? tenant, SubjectId subject)
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits[6..]);
        return Compose(at, PlacementOf(tenant, subject), bits);
    }

    /// <summary>The id that follows from an instant, a subject without a tenant, and at least 16 bytes of any kind.</summary>
    internal static SessionId CreateFrom(DateTimeOffset at, SubjectId subject, ReadOnlySpan<byte> bits)
    {
        Span<byte> own = stackalloc byte[16];
        bits[..16].CopyTo(own);
        return Compose(at, PlacementOf(tenant: null, subject), own);
    }

    /// <summary>The placement that every session of a subject shares.</summary>
    /// <param name="tenant">The subject's tenant, or null.</param>
    /// <param name="subject">The subject; not <c>default</c>.</param>
    /// <returns>0 to 255.</returns>
    public static byte PlacementOf(TenantId? tenant, SubjectId subject)
    {
        var text = $"{tenant?.Value}\0{subject.Value}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return hash[0];
    }

    /// <summary>Reads the text form: 36 characters, lower-case hexadecimal with hyphens.</summary>
    /// <param name="text">The text, as <see cref="ToString"/> writes it; upper case is accepted.</param>
    /// <param name="id">The id, or <c>default</c>.</param>
    /// <returns>False for anything else, the empty id included.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        // The length as well: the parser forgives white space around the id, and one id would have many spellings.
        id = text is { Length: TextLength } && Guid.TryParseExact(text, "D", out var value) ? new SessionId(value) : default;
        return !id.IsDefault;
    }

    /// <inheritdoc/>
    public int CompareTo(SessionId other)
    {
        Span<byte> mine = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        WriteTo(mine);
        other.WriteTo(theirs);
        return mine.SequenceCompareTo(theirs);
    }

    /// <summary>The text form, 36 characters.</summary>
    /// <returns>Lower-case hexadecimal with hyphens.</returns>
    public override string ToString() => Value.ToString("D");

    internal void WriteTo(Span<byte> destination) => Value.TryWriteBytes(destination, bigEndian: true, out _);

    /// <summary>Puts time, version, placement and variant over 16 bytes; 66 bits of them stay.</summary>
    private static SessionId Compose(DateTimeOffset at, byte placement, Span<byte> bytes)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
        bytes[6] = (byte)(0x70 | (placement >> 4));
        bytes[7] = (byte)((placement << 4) | (bytes[7] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new SessionId(new Guid(bytes, bigEndian: true));
    }
}
