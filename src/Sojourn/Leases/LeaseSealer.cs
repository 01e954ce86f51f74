using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

// A sealed lease, transmitted as base64url without padding:
//
//   offset width field
//        0     1 version, 1
//        1     1 id of the ring key
//        2     4 hour of issue, hours since 1970, big-endian
//        6    12 nonce, random
//       18     n ciphertext, AES-256-GCM
//     18+n    16 tag
//
// The key is the ring key's for that hour. The associated data are bytes 0 to 5, the purpose (1), and the cookie's name in
// UTF-8: a value moved to another name, purpose, key or hour does not open. The plain text is the lease, zeros, and one
// byte that counts them, so that the whole is a multiple of three bytes: base64url then has no spare bits and a seal has
// exactly one spelling. Nothing is compressed: the length of compressed data tells about a claim that an attacker can
// influence (CRIME, BREACH).

/// <summary>Seals leases for a cookie and opens them.</summary>
internal sealed class LeaseSealer(KeyRing ring, string name)
{
    private const byte Version = 1;
    private const int HeaderLength = 6;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = HeaderLength + NonceLength + TagLength;
    private const int LongestText = 16_384;

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    /// <summary>Seals a lease with the active key.</summary>
    public string Seal(SessionLease lease, in SessionToken token)
    {
        var key = ring.Active;
        var plain = Padded(LeaseCodec.Write(lease, token));
        var hour = HourOf(lease.IssuedAt);
        var bytes = new byte[Overhead + plain.Length];
        bytes[0] = Version;
        bytes[1] = key.Id;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), hour);
        RandomNumberGenerator.Fill(bytes.AsSpan(HeaderLength, NonceLength));
        using var cipher = new AesGcm(key.SealingKeyOf(hour), TagLength);
        cipher.Encrypt(
            bytes.AsSpan(HeaderLength, NonceLength), plain, bytes.AsSpan(HeaderLength + NonceLength, plain.Length),
            bytes.AsSpan(bytes.Length - TagLength), AssociatedData(bytes));
        CryptographicOperations.ZeroMemory(plain);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Opens a lease; null for whatever was not sealed here, under this name, in exactly this spelling.</summary>
    /// <exception cref="Stores.SessionStoreException">An unknown key could not be looked up.</exception>
    public async ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        if (Decode(text.Span) is not { } bytes)
        {
            return null;
        }

        // The shape is right and the key may be new: only then is the ring asked, which reloads itself once a second at most.
        var key = ring.Find(bytes[1]) ?? await ring.FindAsync(bytes[1], cancellationToken);
        return key is null ? null : Open(key, bytes);
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestText || text.Length % 4 != 0)
        {
            return null;
        }

        var bytes = new byte[text.Length / 4 * 3];
        var status = Base64Url.DecodeFromChars(text, bytes, out var consumed, out var written);
        return status == OperationStatus.Done && consumed == text.Length && written == bytes.Length
            && bytes.Length > Overhead && bytes[0] == Version && bytes[1] != 0
                ? bytes
                : null;
    }

    private SessionLease? Open(RingKey key, byte[] bytes)
    {
        var plain = new byte[bytes.Length - Overhead];
        using var cipher = new AesGcm(key.SealingKeyOf(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2))), TagLength);
        try
        {
            cipher.Decrypt(
                bytes.AsSpan(HeaderLength, NonceLength), bytes.AsSpan(HeaderLength + NonceLength, plain.Length),
                bytes.AsSpan(bytes.Length - TagLength), plain, AssociatedData(bytes));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var padding = plain[^1] + 1;
        return padding <= Math.Min(3, plain.Length) ? LeaseCodec.Read(plain.AsSpan(..^padding)) : null;
    }

    private static byte[] Padded(ReadOnlySpan<byte> plain)
    {
        var zeros = (3 - ((plain.Length + 1 + Overhead) % 3)) % 3;
        var padded = new byte[plain.Length + zeros + 1];
        plain.CopyTo(padded);
        padded[^1] = (byte)zeros;
        return padded;
    }

    private byte[] AssociatedData(ReadOnlySpan<byte> header)
    {
        var data = new byte[HeaderLength + 1 + _name.Length];
        header[..HeaderLength].CopyTo(data);
        data[HeaderLength] = (byte)TokenPurpose.Sealed;
        _name.CopyTo(data, HeaderLength + 1);
        return data;
    }

    private static uint HourOf(DateTimeOffset instant) => (uint)(instant.ToUnixTimeSeconds() / 3600);
}
