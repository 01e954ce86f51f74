using System.Security.Cryptography;
using System.Text;

namespace Sojourn.AspNetCore.Keys;

// A sealed element, before base64:
//
//   offset width field
//        0     1 version, 1; a reader refuses any other
//        1     8 id of the key: which secret, so that another secret is told from damage
//        9    12 nonce, random
//       21    16 tag
//       37     n ciphertext, AES-256-GCM of the element as UTF-8; associated data = bytes 0 to 8
//
// Key and id are HKDF-SHA256 (RFC 5869) of the secret without a salt, under one purpose each. One key seals a few elements a
// year, so random nonces stay far below the 2^32 seals of NIST SP 800-38D section 8.3.

/// <summary>Seals Data Protection keys under the configured secret.</summary>
internal static class SecretXmlCipher
{
    private const byte Version = 1;
    private const int HeaderLength = 9;
    private const int TagOffset = 21;
    private const int CipherOffset = 37;
    private const int TagLength = 16;
    private const int KeyLength = 32;
    private const int IdLength = 8;

    public static string Seal(byte[] secret, string plain)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var bytes = new byte[CipherOffset + text.Length];
        bytes[0] = Version;
        IdOf(secret).CopyTo(bytes, 1);
        RandomNumberGenerator.Fill(bytes.AsSpan(HeaderLength, TagOffset - HeaderLength));
        using var cipher = CipherOf(secret);
        cipher.Encrypt(
            bytes.AsSpan(HeaderLength, TagOffset - HeaderLength), text, bytes.AsSpan(CipherOffset),
            bytes.AsSpan(TagOffset, TagLength), bytes.AsSpan(0, HeaderLength));
        CryptographicOperations.ZeroMemory(text);
        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="CryptographicException">Another version, another secret, or changed.</exception>
    public static string Open(byte[] secret, string sealedText)
    {
        var bytes = BytesOf(sealedText);
        if (bytes.Length < CipherOffset || bytes[0] != Version)
        {
            throw new CryptographicException(KeyFaults.UnknownKeysFormat());
        }

        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(1, IdLength), IdOf(secret)))
        {
            throw new CryptographicException(KeyFaults.OtherSecret());
        }

        var plain = new byte[bytes.Length - CipherOffset];
        using var cipher = CipherOf(secret);
        cipher.Decrypt(
            bytes.AsSpan(HeaderLength, TagOffset - HeaderLength), bytes.AsSpan(CipherOffset),
            bytes.AsSpan(TagOffset, TagLength), plain, bytes.AsSpan(0, HeaderLength));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] BytesOf(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException failure)
        {
            throw new CryptographicException(KeyFaults.UnknownKeysFormat(), failure);
        }
    }

    private static AesGcm CipherOf(byte[] secret) => new(Derive(secret, KeyLength, "Sojourn.Keys.Secret.v1 encryption"u8), TagLength);

    private static byte[] IdOf(byte[] secret) => Derive(secret, IdLength, "Sojourn.Keys.Secret.v1 id"u8);

    private static byte[] Derive(byte[] secret, int length, ReadOnlySpan<byte> purpose)
    {
        var derived = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, [], purpose);
        return derived;
    }
}
