using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Step 5, and what an unknown key costs.</summary>
public sealed class AccessTokenSignatureTests
{
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly string _text = AccessTokens.Text();

    [Fact]
    public void Another_form_of_the_same_signature_is_refused()
    {
        var signature = Base64Url.DecodeFromChars(_text.Split('.')[2]);
        byte[][] others =
        [
            [.. signature[32..], .. signature[..32]],
            Der(),
            [.. signature, 0],
            [0, .. signature],
            signature[..63],
            signature[..32],
            new byte[64],
            new byte[1],
            new byte[384],
            [.. new byte[32], .. signature[32..]],
            [.. signature[..32], .. new byte[32]],
            [.. Bytes(Order), .. signature[32..]],
            [.. signature[..32], .. Bytes(Order)],
            Enumerable.Repeat((byte)0xFF, 64).ToArray(),
        ];

        Assert.All(others, other => Assert.Equal(AccessTokenReading.Forged, AccessTokens.Read(WithSignature(other))));
    }

    [Fact]
    public void The_other_signature_of_the_same_point_verifies_so_nothing_may_be_keyed_on_signatures()
    {
        var signature = Base64Url.DecodeFromChars(_text.Split('.')[2]);
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);

        var reading = AccessTokens.Read(WithSignature([.. signature[..32], .. Bytes(Order - s)]));

        Assert.Equal(AccessTokenReading.Valid, reading);
    }

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public void A_key_of_another_ring_cannot_sign_under_our_name(SigningAlgorithm algorithm)
    {
        using var stranger = SigningKey.Create(algorithm, DateTimeOffset.UnixEpoch);
        var key = FixedKeys.Of(algorithm);
        var text = AccessTokens.Forge(AccessTokens.Header(key), AccessTokens.Payload(), stranger);

        Assert.Equal(AccessTokenReading.Forged, AccessTokens.Reader(key).Read(text, AccessTokens.Now).Reading);
        Assert.Equal(AccessTokenReading.UnknownKey, AccessTokens.Reader(key).Read(AccessTokens.Text(stranger), AccessTokens.Now).Reading);
    }

    [Fact]
    public void A_part_of_another_token_does_not_fit()
    {
        var other = AccessTokens.Text(facts: AccessTokens.Facts(claims: [])).Split('.');
        var own = _text.Split('.');

        Assert.Equal(AccessTokenReading.Forged, AccessTokens.Read($"{own[0]}.{other[1]}.{own[2]}"));
        Assert.Equal(AccessTokenReading.Forged, AccessTokens.Read($"{own[0]}.{own[1]}.{other[2]}"));
    }

    [Fact]
    public async Task A_key_that_another_look_finds_is_used()
    {
        var keys = new CountedKeys();
        keys.Elsewhere.Add(FixedKeys.Curve);
        var reader = new AccessTokenReader(AccessTokens.Settings, keys);

        Assert.Equal(AccessTokenReading.UnknownKey, reader.Read(_text, AccessTokens.Now).Reading);
        Assert.Equal(0, keys.Looks);

        var result = await reader.ReadAsync(_text.AsMemory(), AccessTokens.Now, CancellationToken.None);

        Assert.True(result.IsValid);
        Assert.Equal(1, keys.Looks);
    }

    [Fact]
    public async Task Every_token_with_an_unknown_key_causes_one_look()
    {
        var keys = new CountedKeys(FixedKeys.Pss);
        var reader = new AccessTokenReader(AccessTokens.Settings, keys);

        for (var round = 1; round <= 100; round++)
        {
            var result = await reader.ReadAsync(_text.AsMemory(), AccessTokens.Now, CancellationToken.None);

            Assert.Equal(AccessTokenReading.UnknownKey, result.Reading);
            Assert.Equal(round, keys.Looks);
        }
    }

    [Fact]
    public async Task A_wrong_shape_or_a_known_key_causes_none()
    {
        var keys = new CountedKeys(FixedKeys.Curve);
        var reader = new AccessTokenReader(AccessTokens.Settings, keys);
        var unknown = AccessTokens.Text(FixedKeys.Pss);
        string[] texts =
        [
            _text, _text[..^1] + "A", unknown + "=", unknown + ".", unknown[..unknown.LastIndexOf('.')], "." + unknown,
            AccessTokens.Forge("""{"alg":"none"}""", AccessTokens.Payload()), new string('a', 20_000), "",
        ];

        foreach (var text in texts)
        {
            await reader.ReadAsync(text.AsMemory(), AccessTokens.Now, CancellationToken.None);
        }

        Assert.Equal(0, keys.Looks);
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private string WithSignature(byte[] signature) =>
        $"{_text[.._text.LastIndexOf('.')]}.{Base64Url.EncodeToString(signature)}";

    private byte[] Der()
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(FixedKeys.Curve.Material, out _);
        return pair.SignData(
            Encoding.ASCII.GetBytes(_text[.._text.LastIndexOf('.')]), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
    }
}
