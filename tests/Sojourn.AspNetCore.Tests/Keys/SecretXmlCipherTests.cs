using System.Security.Cryptography;

namespace Sojourn.AspNetCore.Keys;

/// <summary>The format of what the secret seals. The pinned vector was computed by another implementation.</summary>
public sealed class SecretXmlCipherTests
{
    private static readonly Dictionary<string, string> Golden = Read("secret-xml-v1");
    private static readonly byte[] Secret = Convert.FromBase64String(Golden["secret"]);

    [Fact]
    public void The_pinned_element_opens() =>
        Assert.Equal(Golden["plain"], SecretXmlCipher.Open(Secret, Golden["sealed"]));

    [Fact]
    public void What_is_sealed_opens_and_no_two_seals_are_equal()
    {
        var first = SecretXmlCipher.Seal(Secret, "<a/>");

        Assert.Equal("<a/>", SecretXmlCipher.Open(Secret, first));
        Assert.NotEqual(first, SecretXmlCipher.Seal(Secret, "<a/>"), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_flipped_bit_and_every_shortened_text_is_refused()
    {
        var bytes = Convert.FromBase64String(Golden["sealed"]);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => SecretXmlCipher.Open(Secret, Convert.ToBase64String(flipped)));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.ThrowsAny<CryptographicException>(() => SecretXmlCipher.Open(Secret, Convert.ToBase64String(bytes[..length])));
        }
    }

    [Fact]
    public void Another_secret_is_told_from_damage()
    {
        var failure = Assert.Throws<CryptographicException>(
            () => SecretXmlCipher.Open(RandomNumberGenerator.GetBytes(32), Golden["sealed"]));

        Assert.Contains("another 'Sojourn:Keys:Secret'", failure.Message, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => SecretXmlCipher.Open(Secret, "no base64"));
    }

    private static Dictionary<string, string> Read(string name)
    {
        using var stream = typeof(SecretXmlCipherTests).Assembly.GetManifestResourceStream($"{name}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
