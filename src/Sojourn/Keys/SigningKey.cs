using System.Security.Cryptography;

namespace Sojourn.Keys;

/// <summary>One key pair that signs access tokens: one algorithm, one <c>kid</c>.</summary>
/// <remarks>
/// Safe for concurrent use: the framework's key objects are not, so each thread has its own. They live as long as the ring
/// that holds them, which is as long as the process.
/// </remarks>
internal sealed class SigningKey : IScheduledKey, IDisposable
{
    private const int RsaBits = 3072;
    private const int LeastRsaBits = 2048;

    private readonly ThreadLocal<AsymmetricAlgorithm> _pair;

    /// <param name="algorithm">What it signs with.</param>
    /// <param name="createdAt">When it was made.</param>
    /// <param name="material">PKCS#8; the public half is computed from it.</param>
    /// <param name="activeAt">From when on it signs; null = at once.</param>
    /// <exception cref="CryptographicException">The material is no key of the algorithm, or a weak one.</exception>
    public SigningKey(SigningAlgorithm algorithm, DateTimeOffset createdAt, byte[] material, DateTimeOffset? activeAt = null)
    {
        Algorithm = algorithm;
        CreatedAt = createdAt;
        ActiveAt = activeAt ?? createdAt;
        Material = material;
        _pair = new ThreadLocal<AsymmetricAlgorithm>(() => Import(algorithm, material), trackAllValues: true);
        PublicKey = PublicJsonWebKey.Of(algorithm, _pair.Value!);
        KeyId = PublicKey.Thumbprint();
    }

    public SigningAlgorithm Algorithm { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset ActiveAt { get; }

    /// <summary>The private key, PKCS#8.</summary>
    public byte[] Material { get; }

    /// <summary>The <c>kid</c>: the RFC 7638 thumbprint, so no two keys share one and nobody hands them out.</summary>
    public string KeyId { get; }

    public PublicJsonWebKey PublicKey { get; }

    /// <summary>The longest signature of any algorithm here, in bytes.</summary>
    public static int LongestSignature => RsaBits / 8;

    public static SigningKey Create(SigningAlgorithm algorithm, DateTimeOffset createdAt, DateTimeOffset? activeAt = null)
    {
        using var pair = algorithm == SigningAlgorithm.ES256
            ? ECDsa.Create(ECCurve.NamedCurves.nistP256)
            : (AsymmetricAlgorithm)RSA.Create(RsaBits);
        return new SigningKey(algorithm, createdAt, pair.ExportPkcs8PrivateKey(), activeAt);
    }

    /// <summary>Signs as JWS does: ES256 as r and s of 32 bytes each (RFC 7518 section 3.4).</summary>
    /// <returns>How many bytes of <paramref name="destination"/> were written.</returns>
    public int Sign(ReadOnlySpan<byte> data, Span<byte> destination) => _pair.Value switch
    {
        ECDsa pair => pair.SignData(data, destination, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        RSA pair => pair.SignData(data, destination, HashAlgorithmName.SHA256, PaddingOf(Algorithm)),
        _ => throw new InvalidOperationException("The key pair is gone."),
    };

    /// <summary>Verifies; false for a signature of any other length or encoding.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _pair.Value switch
    {
        ECDsa pair => pair.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        RSA pair => pair.VerifyData(data, signature, HashAlgorithmName.SHA256, PaddingOf(Algorithm)),
        _ => throw new InvalidOperationException("The key pair is gone."),
    };

    public void Dispose()
    {
        foreach (var pair in _pair.Values)
        {
            pair.Dispose();
        }

        _pair.Dispose();
    }

    private static AsymmetricAlgorithm Import(SigningAlgorithm algorithm, byte[] material)
    {
        AsymmetricAlgorithm pair = algorithm == SigningAlgorithm.ES256 ? ECDsa.Create() : RSA.Create();
        pair.ImportPkcs8PrivateKey(material, out _);
        if (algorithm == SigningAlgorithm.ES256 ? IsP256((ECDsa)pair) : pair.KeySize >= LeastRsaBits)
        {
            return pair;
        }

        pair.Dispose();
        throw new CryptographicException($"A key on P-256, or of at least {LeastRsaBits} bits, was expected for {algorithm}.");
    }

    /// <summary>The size alone would let other curves of 256 bits in, for which a verifier has no name in ES256.</summary>
    private static bool IsP256(ECDsa pair)
    {
        var expected = ECCurve.NamedCurves.nistP256.Oid;
        var curve = pair.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed
            && (string.Equals(curve.Oid.Value, expected.Value, StringComparison.Ordinal)
                || string.Equals(curve.Oid.FriendlyName, expected.FriendlyName, StringComparison.Ordinal));
    }

    private static RSASignaturePadding PaddingOf(SigningAlgorithm algorithm) =>
        algorithm == SigningAlgorithm.PS256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
