using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

// A sealed lease is a sealed value (HourlySeal), transmitted as base64url without padding. Its context is the purpose (1)
// and the cookie's name in UTF-8. The plain text is the lease, zeros, and one byte that counts them, so that the whole is a
// multiple of three bytes: base64url then has no spare bits and a seal has exactly one spelling. Nothing is compressed: the
// length of compressed data tells about a claim that an attacker can influence (CRIME, BREACH).

/// <summary>Seals leases for a cookie with the keys of the ring, and opens them.</summary>
internal sealed class LeaseSealer(KeyRing ring, string name) : ILeaseSealer
{
    private const int LongestText = 16_384;

    private readonly byte[] _context = [(byte)TokenPurpose.Sealed, .. Encoding.UTF8.GetBytes(name)];

    public string Seal(SessionLease lease)
    {
        var plain = Padded(LeaseCodec.Write(lease));
        var bytes = HourlySeal.Seal(ring.Active, lease.IssuedAt, _context, plain);
        CryptographicOperations.ZeroMemory(plain);
        return Base64Url.EncodeToString(bytes);
    }

    public int LengthOf(SessionLease lease) => (HourlySeal.Overhead + Padded(LeaseCodec.Write(lease)).Length) / 3 * 4;

    public async ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        if (Decode(text.Span) is not { } bytes)
        {
            return null;
        }

        // The shape is right and the key may be new: only then is the ring asked, which reloads itself once a second at most.
        var key = ring.Find(bytes[1]) ?? await ring.FindAsync(bytes[1], cancellationToken);
        return key is not null && HourlySeal.Open(key, _context, bytes) is { } plain ? Read(plain) : null;
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
            && HourlySeal.KeyIdOf(bytes) != 0
                ? bytes
                : null;
    }

    private static SessionLease? Read(ReadOnlySpan<byte> plain)
    {
        var padding = plain[^1] + 1;
        var lease = padding <= Math.Min(3, plain.Length) ? LeaseCodec.Read(plain[..^padding]) : null;

        // Without a token there would be nobody to ask about after the lease.
        return lease is { Reference: not null } ? lease : null;
    }

    private static byte[] Padded(ReadOnlySpan<byte> plain)
    {
        var zeros = (3 - ((plain.Length + 1 + HourlySeal.Overhead) % 3)) % 3;
        var padded = new byte[plain.Length + zeros + 1];
        plain.CopyTo(padded);
        padded[^1] = (byte)zeros;
        return padded;
    }
}
