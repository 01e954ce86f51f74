using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sojourn.Keys;

/// <summary>The public half of a signing key, as a JSON Web Key shows it. There is no member for a private one.</summary>
/// <param name="Algorithm">What it verifies.</param>
/// <param name="KeyType"><c>EC</c> or <c>RSA</c>.</param>
/// <param name="First">EC: <c>x</c>; RSA: <c>e</c>. Base64url.</param>
/// <param name="Second">EC: <c>y</c>; RSA: <c>n</c>. Base64url.</param>
internal sealed record PublicJsonWebKey(SigningAlgorithm Algorithm, string KeyType, string First, string Second)
{
    /// <summary>Reads the public parameters of a pair.</summary>
    public static PublicJsonWebKey Of(SigningAlgorithm algorithm, AsymmetricAlgorithm pair)
    {
        if (pair is ECDsa curve)
        {
            var point = curve.ExportParameters(includePrivateParameters: false).Q;
            return new PublicJsonWebKey(
                algorithm, "EC", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        }

        var parameters = ((RSA)pair).ExportParameters(includePrivateParameters: false);
        return new PublicJsonWebKey(
            algorithm, "RSA", Base64Url.EncodeToString(parameters.Exponent), Base64Url.EncodeToString(parameters.Modulus));
    }

    /// <summary>The thumbprint: SHA-256 over the required members in lexical order. Source: RFC 7638 section 3.</summary>
    public string Thumbprint()
    {
        var canonical = Algorithm == SigningAlgorithm.ES256
            ? $$"""{"crv":"P-256","kty":"EC","x":"{{First}}","y":"{{Second}}"}"""
            : $$"""{"e":"{{First}}","kty":"RSA","n":"{{Second}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
