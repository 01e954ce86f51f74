using System.Security.Cryptography;
using Sojourn.Sessions;

namespace Sojourn.Keys;

// A sealed ticket:
//
//   offset width field
//        0     1 version, 1
//        1     1 id of the ring key
//        2    12 nonce, random
//       14    16 tag
//       30     n ciphertext, AES-256-GCM; associated data = bytes 0 and 1, then the session id
//
// The key is HKDF(ticket key, session id): with a key of its own per session, random nonces stay far below the 2^32 seals
// that NIST SP 800-38D section 8.3 allows one key.

/// <summary>Seals tickets at rest, bound to their session: who can write the table cannot move a ticket to another row.</summary>
internal static class TicketSealer
{
    private const byte Version = 1;
    private const int NonceOffset = 2;
    private const int TagOffset = 14;
    private const int HeaderLength = 30;
    private const int TagLength = 16;

    public static byte[] Seal(RingKey key, SessionId id, ReadOnlySpan<byte> plain)
    {
        var bytes = new byte[HeaderLength + plain.Length];
        bytes[0] = Version;
        bytes[1] = key.Id;
        RandomNumberGenerator.Fill(bytes.AsSpan(NonceOffset, TagOffset - NonceOffset));
        using var cipher = CipherFor(key, id);
        cipher.Encrypt(
            bytes.AsSpan(NonceOffset, TagOffset - NonceOffset), plain, bytes.AsSpan(HeaderLength),
            bytes.AsSpan(TagOffset, TagLength), AssociatedData(key.Id, id));
        return bytes;
    }

    /// <summary>Which ring key opens this ticket, or 0 when it is no sealed ticket of this version.</summary>
    public static byte KeyIdOf(ReadOnlySpan<byte> ticket) =>
        ticket.Length >= HeaderLength && ticket[0] == Version ? ticket[1] : (byte)0;

    /// <summary>Opens a ticket, or null when it was changed, moved or sealed with another key.</summary>
    public static byte[]? Open(RingKey key, SessionId id, ReadOnlySpan<byte> ticket)
    {
        var plain = new byte[ticket.Length - HeaderLength];
        using var cipher = CipherFor(key, id);
        try
        {
            cipher.Decrypt(
                ticket[NonceOffset..TagOffset], ticket[HeaderLength..],
                ticket.Slice(TagOffset, TagLength), plain, AssociatedData(key.Id, id));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm CipherFor(RingKey key, SessionId id)
    {
        Span<byte> info = stackalloc byte[16];
        Span<byte> subkey = stackalloc byte[RingKey.MaterialLength];
        id.WriteTo(info);
        HKDF.Expand(HashAlgorithmName.SHA256, key.TicketKey, subkey, info);
        return new AesGcm(subkey, TagLength);
    }

    private static byte[] AssociatedData(byte keyId, SessionId id)
    {
        var data = new byte[18];
        data[0] = Version;
        data[1] = keyId;
        id.WriteTo(data.AsSpan(2));
        return data;
    }
}
