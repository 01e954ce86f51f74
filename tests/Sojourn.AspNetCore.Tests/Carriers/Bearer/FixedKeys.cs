using System.Buffers.Text;
using System.Security.Cryptography;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Keys that everybody knows. The curve's pair is the one of RFC 7515 appendix A.3; the other is in the golden file.</summary>
internal static class FixedKeys
{
    public static SigningKey Curve { get; } = new(SigningAlgorithm.ES256, DateTimeOffset.UnixEpoch, CurveMaterial());

    public static SigningKey Pss { get; } = new(SigningAlgorithm.PS256, DateTimeOffset.UnixEpoch, RsaMaterial());

    public static SigningKey Pkcs { get; } = new(SigningAlgorithm.RS256, DateTimeOffset.UnixEpoch, RsaMaterial());

    public static SigningKey Of(SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.ES256 => Curve,
        SigningAlgorithm.PS256 => Pss,
        _ => Pkcs,
    };

    private static byte[] CurveMaterial()
    {
        using var pair = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64Url.DecodeFromChars("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
        return pair.ExportPkcs8PrivateKey();
    }

    private static byte[] RsaMaterial() => Convert.FromBase64String(GoldenAccessTokens.Text("rsa-pkcs8"));
}
