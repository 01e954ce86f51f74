using System.Buffers.Binary;
using System.Security.Cryptography;
using Sojourn.Keys;

namespace Sojourn.Leases;

// A sealed value:
//
//   offset width field
//        0     1 version, 1
//        1     1 id of the ring key
//        2     4 hour of issue, hours since 1970, big-endian
//        6    12 nonce, random
//       18     n ciphertext, AES-256-GCM
//     18+n    16 tag
//
// The key is the ring key's for that hour. The associated data are bytes 0 to 5 and the context, which begins with the
// purpose: a value moved to another purpose, place, key or hour does not open.

/// <summary>Authenticated encryption of what leaves this server, bound to what it is for and where it belongs.</summary>
internal static class HourlySeal
{
    /// <summary>How much longer a sealed value is than its content, in bytes.</summary>
    public const int Overhead = HeaderLength + NonceLength + TagLength;

    private const byte Version = 1;
    private const int HeaderLength = 6;
    private const int NonceLength = 12;
    private const int TagLength = HourlyKey.TagLength;
    private const int UsualContext = 64;

    /// <summary>Seals a value.</summary>
    /// <param name="key">The ring key.</param>
    /// <param name="issuedAt">Chooses the hour's key.</param>
    /// <param name="context">The purpose (1 byte), then what the value belongs to.</param>
    /// <param name="plain">The content.</param>
    public static byte[] Seal(RingKey key, DateTimeOffset issuedAt, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plain)
    {
        var hour = (uint)(issuedAt.ToUnixTimeSeconds() / 3600);
        var bytes = new byte[Overhead + plain.Length];
        bytes[0] = Version;
        bytes[1] = key.Id;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), hour);
        RandomNumberGenerator.Fill(bytes.AsSpan(HeaderLength, NonceLength));
        var associated = context.Length > UsualContext ? new byte[HeaderLength + context.Length] : stackalloc byte[HeaderLength + UsualContext];
        key.SealingKeyOf(hour).Encrypt(
            bytes.AsSpan(HeaderLength, NonceLength), plain, bytes.AsSpan(HeaderLength + NonceLength, plain.Length),
            bytes.AsSpan(bytes.Length - TagLength), AssociatedData(bytes, context, associated));
        return bytes;
    }

    /// <summary>Which ring key opens this value, or 0 when it is no sealed value of this version.</summary>
    public static byte KeyIdOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Overhead && bytes[0] == Version ? bytes[1] : (byte)0;

    /// <summary>Opens a value; null when it was changed, or sealed with another key or for another context.</summary>
    public static byte[]? Open(RingKey key, ReadOnlySpan<byte> context, ReadOnlySpan<byte> bytes)
    {
        var plain = new byte[bytes.Length - Overhead];
        var associated = context.Length > UsualContext ? new byte[HeaderLength + context.Length] : stackalloc byte[HeaderLength + UsualContext];
        return key.SealingKeyOf(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])).TryDecrypt(
            bytes.Slice(HeaderLength, NonceLength), bytes.Slice(HeaderLength + NonceLength, plain.Length),
            bytes[^TagLength..], plain, AssociatedData(bytes, context, associated))
                ? plain
                : null;
    }

    private static ReadOnlySpan<byte> AssociatedData(ReadOnlySpan<byte> header, ReadOnlySpan<byte> context, Span<byte> into)
    {
        header[..HeaderLength].CopyTo(into);
        context.CopyTo(into[HeaderLength..]);
        return into[..(HeaderLength + context.Length)];
    }
}
