using System.Buffers.Text;
using System.Text;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Tokens that another implementation made from public keys pin the format.</summary>
public sealed class AccessTokenGoldenTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public void A_golden_token_is_read(SigningAlgorithm algorithm)
    {
        var text = GoldenAccessTokens.Text(algorithm.ToString());

        var result = AccessTokens.Reader(FixedKeys.Of(algorithm)).Read(text, AccessTokens.Now);

        Assert.Equal(AccessTokenReading.Valid, result.Reading);
        Assert.Equivalent(AccessTokens.Facts(), result.Token, strict: true);
    }

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public void What_is_signed_is_written_byte_for_byte(SigningAlgorithm algorithm)
    {
        var golden = GoldenAccessTokens.Text(algorithm.ToString());
        var written = AccessTokens.Text(FixedKeys.Of(algorithm));

        Assert.Equal(golden[..golden.LastIndexOf('.')], written[..written.LastIndexOf('.')]);
    }

    [Fact]
    public void A_signature_without_randomness_is_the_same_too()
    {
        Assert.Equal(GoldenAccessTokens.Text("RS256"), AccessTokens.Text(FixedKeys.Pkcs));
    }

    [Fact]
    public void The_vector_of_RFC_7515_A_3_verifies()
    {
        const string Signed =
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        var signature = Base64Url.DecodeFromChars(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

        Assert.True(FixedKeys.Curve.Verify(Encoding.ASCII.GetBytes(Signed), signature));
        Assert.False(FixedKeys.Curve.Verify(Encoding.ASCII.GetBytes(Signed + "0"), signature));
        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", FixedKeys.Curve.KeyId);

        // Genuine, and still no access token.
        Assert.Equal(
            AccessTokenReading.Malformed, AccessTokens.Read($"{Signed}.{Base64Url.EncodeToString(signature)}"));
    }
}
