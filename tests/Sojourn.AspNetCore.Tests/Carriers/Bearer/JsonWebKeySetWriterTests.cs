using System.Text;
using System.Text.Json;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

public sealed class JsonWebKeySetWriterTests
{
    [Fact]
    public void A_curve_key_has_these_members_and_no_others()
    {
        Assert.Equal(
            """{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","use":"sig","key_ops":["verify"],"alg":"ES256","kid":"oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"}]}""",
            Encoding.UTF8.GetString(JsonWebKeySetWriter.WriteKeys([FixedKeys.Curve.PublicKey])));
    }

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public void No_private_member_is_ever_written(SigningAlgorithm algorithm)
    {
        using var set = JsonDocument.Parse(JsonWebKeySetWriter.WriteKeys([FixedKeys.Of(algorithm).PublicKey]));

        var names = set.RootElement.GetProperty("keys")[0].EnumerateObject().Select(member => member.Name).ToList();

        Assert.Empty(names.Intersect(["d", "p", "q", "dp", "dq", "qi", "oth", "k"], StringComparer.Ordinal));
        Assert.Equal(
            algorithm == SigningAlgorithm.ES256
                ? ["kty", "crv", "x", "y", "use", "key_ops", "alg", "kid"]
                : ["kty", "e", "n", "use", "key_ops", "alg", "kid"],
            names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_set_may_be_empty_and_keeps_its_order()
    {
        using var set = JsonDocument.Parse(JsonWebKeySetWriter.WriteKeys(
            [FixedKeys.Pss.PublicKey, FixedKeys.Curve.PublicKey]));

        Assert.Equal("""{"keys":[]}""", Encoding.UTF8.GetString(JsonWebKeySetWriter.WriteKeys([])));
        Assert.Equal(
            ["PS256", "ES256"],
            set.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("alg").GetString()!),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Discovery_says_where_the_keys_are_and_promises_no_sign_in()
    {
        var document = JsonWebKeySetWriter.WriteDiscovery(
            AccessTokens.Settings, "https://id.sojourn.example/keys",
            [SigningAlgorithm.ES256, SigningAlgorithm.ES256, SigningAlgorithm.RS256]);

        Assert.Equal(
            """{"issuer":"https://id.sojourn.example","jwks_uri":"https://id.sojourn.example/keys","response_types_supported":["none"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["ES256","RS256"]}""",
            Encoding.UTF8.GetString(document));
    }
}
