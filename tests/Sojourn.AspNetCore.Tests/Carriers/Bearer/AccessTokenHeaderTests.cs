using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Steps 2 to 4: nothing in a header can choose how it is verified.</summary>
public sealed class AccessTokenHeaderTests
{
    private const string Kid = "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U";

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("At+jWt")]
    [InlineData("application/at+jwt")]
    [InlineData("APPLICATION/AT+JWT")]
    public void The_kind_is_a_media_type(string typ)
    {
        Assert.Equal(AccessTokenReading.Valid, With($$"""{"alg":"ES256","typ":"{{typ}}","kid":"{{Kid}}"}"""));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("")]
    [InlineData("at")]
    [InlineData("logout+jwt")]
    [InlineData("dpop+jwt")]
    [InlineData("dbsc+jwt")]
    [InlineData("secevent+jwt")]
    [InlineData("id+jwt")]
    [InlineData("at+jwt ")]
    [InlineData("at+jwt;v=1")]
    [InlineData("application/")]
    [InlineData("application/application/at+jwt")]
    [InlineData("text/at+jwt")]
    [InlineData("\u0061t+jwt\u0000")]
    public void Another_kind_is_refused(string typ)
    {
        Assert.Equal(AccessTokenReading.Malformed, With($$"""{"alg":"ES256","typ":"{{typ}}","kid":"{{Kid}}"}"""));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("es256")]
    [InlineData("Es256")]
    [InlineData("ES256 ")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("ES256K")]
    [InlineData("RS384")]
    [InlineData("PS512")]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    [InlineData("HS256")]
    [InlineData("HS512")]
    [InlineData("RSA1_5")]
    [InlineData("PBES2-HS256+A128KW")]
    [InlineData("dir")]
    public void Another_algorithm_is_refused(string alg)
    {
        var header = $$"""{"alg":"{{alg}}","typ":"at+jwt","kid":"{{Kid}}"}""";
        var signed = AccessTokens.Forge(header, AccessTokens.Payload());

        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(signed));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(signed[..(signed.LastIndexOf('.') + 1)]));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(signed[..signed.LastIndexOf('.')] + ".AA"));
    }

    [Fact]
    public void A_public_key_is_no_secret_for_an_HMAC()
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(FixedKeys.Curve.Material, out _);
        var key = FixedKeys.Curve.PublicKey;
        byte[][] secrets =
        [
            Encoding.UTF8.GetBytes(pair.ExportSubjectPublicKeyInfoPem()),
            Encoding.UTF8.GetBytes(pair.ExportSubjectPublicKeyInfoPem() + "\n"),
            pair.ExportSubjectPublicKeyInfo(),
            JsonWebKeySetWriter.WriteKeys([key]),
            Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{key.First}}","y":"{{key.Second}}"}"""),
            Base64Url.DecodeFromChars(key.First),
            [],
        ];

        foreach (var secret in secrets)
        {
            foreach (var alg in new[] { "HS256", "ES256" })
            {
                var signed = Signed($$"""{"alg":"{{alg}}","typ":"at+jwt","kid":"{{Kid}}"}""");
                var mac = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed));
                Assert.False(AccessTokens.Reader().Read($"{signed}.{Base64Url.EncodeToString(mac)}", AccessTokens.Now).IsValid);
            }
        }
    }

    [Theory]
    [InlineData(SigningAlgorithm.ES256, "RS256")]
    [InlineData(SigningAlgorithm.ES256, "PS256")]
    [InlineData(SigningAlgorithm.PS256, "RS256")]
    [InlineData(SigningAlgorithm.PS256, "ES256")]
    [InlineData(SigningAlgorithm.RS256, "PS256")]
    [InlineData(SigningAlgorithm.RS256, "ES256")]
    public void A_key_serves_its_own_algorithm_only(SigningAlgorithm algorithm, string alg)
    {
        var key = FixedKeys.Of(algorithm);
        var header = $$"""{"alg":"{{alg}}","typ":"at+jwt","kid":"{{key.KeyId}}"}""";

        foreach (var signer in new[] { key, FixedKeys.Curve, FixedKeys.Pss, FixedKeys.Pkcs })
        {
            var text = AccessTokens.Forge(header, AccessTokens.Payload(), signer);
            Assert.Equal(AccessTokenReading.Forged, AccessTokens.Reader(key).Read(text, AccessTokens.Now).Reading);
        }
    }

    [Theory]
    [InlineData("\"jwk\":{\"kty\":\"EC\"}")]
    [InlineData("\"jwk\":\"x\"")]
    [InlineData("\"jku\":\"https://evil.example/keys\"")]
    [InlineData("\"x5u\":\"https://evil.example/chain\"")]
    [InlineData("\"x5c\":[\"MIIB\"]")]
    [InlineData("\"x5t\":\"abc\"")]
    [InlineData("\"x5t#S256\":\"abc\"")]
    [InlineData("\"crit\":[]")]
    [InlineData("\"crit\":[\"exp\"]")]
    [InlineData("\"crit\":[\"b64\"],\"b64\":false")]
    [InlineData("\"b64\":true")]
    [InlineData("\"zip\":\"DEF\"")]
    [InlineData("\"cty\":\"JWT\"")]
    [InlineData("\"enc\":\"A256GCM\"")]
    [InlineData("\"iss\":\"https://id.sojourn.example\"")]
    [InlineData("\"foo\":\"bar\"")]
    [InlineData("\"\":\"\"")]
    [InlineData("\"alg\":\"ES256\"")]
    [InlineData("\"typ\":\"at+jwt\"")]
    [InlineData("\"kid\":\"" + Kid + "\"")]
    [InlineData("\"\\u0061lg\":\"none\"")]
    [InlineData("\"Alg\":\"none\"")]
    [InlineData("\"alg \":\"none\"")]
    public void A_further_or_doubled_member_is_refused_wherever_it_stands(string member)
    {
        Assert.Equal(
            AccessTokenReading.Malformed, With($$"""{{{member}},"alg":"ES256","typ":"at+jwt","kid":"{{Kid}}"}"""));
        Assert.Equal(
            AccessTokenReading.Malformed, With($$"""{"alg":"ES256",{{member}},"typ":"at+jwt","kid":"{{Kid}}"}"""));
        Assert.Equal(
            AccessTokenReading.Malformed, With($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{Kid}}",{{member}}}"""));
    }

    [Theory]
    [InlineData("""{"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":null,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":["ES256"],"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":{"alg":"ES256"},"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":256,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":true,"kid":"KID"}""")]
    [InlineData("""{"alg":"\u0045S256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"}{}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"},""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID",}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID"/**/}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID" """)]
    [InlineData("""{'alg':'ES256','typ':'at+jwt','kid':'KID'}""")]
    [InlineData("""["ES256","at+jwt","KID"]""")]
    [InlineData("\"ES256\"")]
    [InlineData("null")]
    [InlineData(" ")]
    public void A_header_of_another_form_is_refused(string header)
    {
        Assert.Equal(AccessTokenReading.Malformed, With(header.Replace("KID", Kid, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("../../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    [InlineData("https://evil.example/key")]
    [InlineData("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-")]
    [InlineData("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-V")]
    [InlineData("oKIywvGUpTVTyxMQ3bwIIeQUudfr/CkLMjCE19ECD+U")]
    [InlineData("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U=")]
    public async Task What_no_key_is_called_is_not_looked_up(string kid)
    {
        var keys = new CountedKeys(FixedKeys.Curve);
        var text = AccessTokens.Forge($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{kid}}"}""", AccessTokens.Payload());

        var result = await new AccessTokenReader(AccessTokens.Settings, keys).ReadAsync(
            text.AsMemory(), AccessTokens.Now, CancellationToken.None);

        Assert.Equal(AccessTokenReading.Malformed, result.Reading);
        Assert.Equal(0, keys.Finds + keys.Looks);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_and_byte_order_marks_are_refused()
    {
        var header = Encoding.UTF8.GetBytes(AccessTokens.Header());
        var payload = Encoding.UTF8.GetBytes(AccessTokens.Payload());
        byte[][] headers =
        [
            [0xEF, 0xBB, 0xBF, .. header], [.. header[..9], 0xFF, .. header[9..]], [.. header[..9], 0xC0, 0xAF, .. header[9..]],
            [.. header[..9], 0xED, 0xA0, 0x80, .. header[9..]], Encoding.Unicode.GetBytes(AccessTokens.Header()),
        ];

        Assert.All(headers, other =>
            Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.Forge(other, payload))));
    }

    [Fact]
    public void A_deep_header_is_refused()
    {
        foreach (var depth in new[] { 1, 2, 64, 1_000, 5_000 })
        {
            var nested = string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Concat(Enumerable.Repeat("""{"alg":""", depth))}1{new string('}', depth)}");
            Assert.Equal(AccessTokenReading.Malformed, With(nested));
            Assert.Equal(AccessTokenReading.Malformed, With(new string('[', depth)));
        }
    }

    private static AccessTokenReading With(string header) =>
        AccessTokens.Read(AccessTokens.Forge(header, AccessTokens.Payload()));

    private static string Signed(string header)
    {
        var text = AccessTokens.Forge(header, AccessTokens.Payload());
        return text[..text.LastIndexOf('.')];
    }
}
