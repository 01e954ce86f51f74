using System.Security.Cryptography;
using Sojourn.Keys;

namespace Sojourn.Houses;

/// <summary>Stamps the ring with a key, so that another key is noticed; hides nothing.</summary>
internal sealed class FakeKeyRingProtector(byte key) : IKeyRingProtector
{
    public byte[] Protect(byte[] plain) => [.. Stamp(plain), .. plain];

    public byte[] Unprotect(byte[] protectedBytes)
    {
        var plain = protectedBytes[HMACSHA256.HashSizeInBytes..];
        return Stamp(plain).AsSpan().SequenceEqual(protectedBytes.AsSpan(0, HMACSHA256.HashSizeInBytes))
            ? plain
            : throw new CryptographicException("Protected with another key.");
    }

    private byte[] Stamp(byte[] plain) => HMACSHA256.HashData(new[] { key }, plain);
}
