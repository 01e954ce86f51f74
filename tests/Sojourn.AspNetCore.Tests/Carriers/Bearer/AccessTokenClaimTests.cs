using System.Globalization;
using System.Text;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Steps 6 and 7, on tokens whose signature is right: even whoever could sign gets nothing unusual in.</summary>
public sealed class AccessTokenClaimTests
{
    private static readonly string[] Required =
        ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "auth_time", "sojourn"];

    private static readonly string[] SessionMembers =
        ["g", "v", "at_ms", "pt_ms", "iat_ms", "abs_ms", "idle_ms", "act_ms", "kind"];

    /// <summary>Names with their values as the real token has them.</summary>
    private static readonly Dictionary<string, string> Values = ValuesOf(AccessTokens.Payload());

    public static TheoryData<string> Mandatory => [.. Required.Concat(SessionMembers)];

    public static TheoryData<string> Numbers => ["exp", "iat", "auth_time", .. SessionMembers.Where(name => name is not "kind")];

    public static TheoryData<string> Texts => ["iss", "sub", "jti", "client_id", "sid", "acr", "kind", "tenant"];

    public static TheoryData<string> All => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Mandatory))]
    public void Without_it_a_token_is_malformed(string name)
    {
        Assert.Equal(AccessTokenReading.Malformed, WithName(name, "renamed"));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_a_whole_number_in_range(string name)
    {
        var number = Values[name];
        foreach (var other in new[]
        {
            $"\"{number}\"", $"{number}.0", $"{number}.5", $"{number}e0", "1e400", "1e3", "-1", $"-{number}", "NaN", "Infinity",
            "253402300800000", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "null", "true", "[]", "{}",
            $"[{number}]", $"0{number}", $"+{number}", "0x10", "\"\"",
        })
        {
            // A version is no instant: it may be as large.
            var isLarge = other is "9223372036854775807" or "253402300800000";
            Assert.True((isLarge && name is "v") || WithValue(name, other) == AccessTokenReading.Malformed, $"{name}: {other}");
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_a_text_of_at_least_one_character(string name)
    {
        foreach (var other in new[]
        {
            "\"\"", "1", "null", "true", "[]", "{}", $"[{Values[name]}]", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\x\"", "\"\n\"", "'x'",
        })
        {
            // The issuer is compared before it is read, so half a pair is foreign rather than malformed there.
            var reading = WithValue(name, other);
            Assert.True(
                reading == AccessTokenReading.Malformed || (name is "iss" && reading == AccessTokenReading.Foreign),
                $"{name}: {other}: {reading}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_doubled_member_is_refused_with_the_same_value_and_however_it_is_spelt(string name)
    {
        var own = $"\"{name}\":{Values[name]}";
        var escaped = $"\"\\u{(int)name[0]:x4}{name[1..]}\":{Values[name]}";

        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims(own, $"{own},{own}")));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims(own, $"{own},{escaped}")));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims(own, $"{escaped},{own}")));
        Assert.Equal(AccessTokenReading.Valid, AccessTokens.Read(AccessTokens.WithClaims(own, escaped)));
    }

    [Theory]
    [InlineData("\"https://id.sojourn.example/\"")]
    [InlineData("\"https://ID.sojourn.example\"")]
    [InlineData("\"http://id.sojourn.example\"")]
    [InlineData("\"https://id.sojourn.example \"")]
    [InlineData("\"https://id.sojourn.example.evil.example\"")]
    [InlineData("\"https://id.sojourn.exampl\"")]
    [InlineData("\"x\"")]
    public void Another_issuer_is_foreign(string issuer)
    {
        Assert.Equal(AccessTokenReading.Foreign, WithValue("iss", issuer));
    }

    [Theory]
    [InlineData("\"https://api.sojourn.example\"", AccessTokenReading.Valid)]
    [InlineData("[\"https://api.sojourn.example\"]", AccessTokenReading.Valid)]
    [InlineData("[\"x\",\"https://api.sojourn.example\"]", AccessTokenReading.Valid)]
    [InlineData("[\"https://api.sojourn.example\",\"x\",\"\"]", AccessTokenReading.Valid)]
    [InlineData("\"https:\\/\\/api.sojourn.example\"", AccessTokenReading.Valid)]
    [InlineData("\"\"", AccessTokenReading.Foreign)]
    [InlineData("\"x\"", AccessTokenReading.Foreign)]
    [InlineData("\"https://api.sojourn.example/\"", AccessTokenReading.Foreign)]
    [InlineData("\"https://API.sojourn.example\"", AccessTokenReading.Foreign)]
    [InlineData("\"https://api.sojourn.example x\"", AccessTokenReading.Foreign)]
    [InlineData("[\"x\",\"y\"]", AccessTokenReading.Foreign)]
    [InlineData("[]", AccessTokenReading.Foreign)]
    [InlineData("1", AccessTokenReading.Malformed)]
    [InlineData("null", AccessTokenReading.Malformed)]
    [InlineData("[\"https://api.sojourn.example\",1]", AccessTokenReading.Malformed)]
    [InlineData("[1,\"https://api.sojourn.example\"]", AccessTokenReading.Malformed)]
    [InlineData("[[\"https://api.sojourn.example\"]]", AccessTokenReading.Malformed)]
    [InlineData("[\"https://api.sojourn.example\",[]]", AccessTokenReading.Malformed)]
    [InlineData("{\"0\":\"https://api.sojourn.example\"}", AccessTokenReading.Malformed)]
    [InlineData("[null,\"https://api.sojourn.example\"]", AccessTokenReading.Malformed)]
    internal void The_audience_is_a_text_or_a_list_that_names_us(string audience, AccessTokenReading expected)
    {
        Assert.Equal(expected, WithValue("aud", audience));
    }

    [Theory]
    [InlineData("\"0192F0C1-2345-7ABC-8DEF-0123456789AB\"")]
    [InlineData("\"{0192f0c1-2345-7abc-8def-0123456789ab}\"")]
    [InlineData("\"0192f0c123457abc8def0123456789ab\"")]
    [InlineData("\" 0192f0c1-2345-7abc-8def-0123456789ab\"")]
    [InlineData("\"\\u0030192f0c1-2345-7abc-8def-0123456789ab\"")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("\"ada\"")]
    public void A_session_id_has_one_spelling(string sid)
    {
        Assert.Equal(AccessTokenReading.Malformed, WithValue("sid", sid));
    }

    [Theory]
    [InlineData("sub", "\"a\\u0000b\"")]
    [InlineData("sub", "\"a\\nb\"")]
    [InlineData("tenant", "\"\\u007f\"")]
    [InlineData("g", "0")]
    [InlineData("g", "2147483648")]
    [InlineData("v", "0")]
    [InlineData("idle_ms", "0")]
    [InlineData("iat", "1790000001")]
    [InlineData("iat_ms", "1789999999999")]
    [InlineData("pt_ms", "1790000000123")]
    [InlineData("auth_time", "0")]
    [InlineData("exp", "1789999999")]
    [InlineData("amr", "\"pwd\"")]
    [InlineData("amr", "[]")]
    [InlineData("amr", "[1]")]
    [InlineData("amr", "[[\"pwd\"]]")]
    [InlineData("role", "1")]
    [InlineData("role", "null")]
    [InlineData("role", "{}")]
    [InlineData("role", "{\"a\":\"b\"}")]
    [InlineData("role", "[]")]
    [InlineData("role", "[\"a\",1]")]
    [InlineData("role", "[\"\\ud800\"]")]
    [InlineData("name", "\"\\ud800\"")]
    [InlineData("sojourn", "[]")]
    [InlineData("sojourn", "\"{}\"")]
    [InlineData("sojourn", "{}")]
    public void What_cannot_have_been_written_is_malformed(string name, string value)
    {
        Assert.Equal(AccessTokenReading.Malformed, WithValue(name, value));
    }

    [Theory]
    [InlineData("\"cnf\":{\"jkt\":\"abc\"}")]
    [InlineData("\"cnf\":\"abc\"")]
    [InlineData("\"nonce\":\"abc\"")]
    [InlineData("\"events\":\"abc\"")]
    [InlineData("\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}")]
    [InlineData("\"\":\"x\"")]
    [InlineData("\"\\ud800\":\"x\"")]
    [InlineData("\"nbf\":\"1\"")]
    [InlineData("\"nbf\":1.5")]
    [InlineData("\"nbf\":-1")]
    [InlineData("\"nbf\":1,\"nbf\":1")]
    public void A_member_that_changes_what_a_token_is_worth_is_refused(string member)
    {
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims("{\"iss\"", $"{{{member},\"iss\"")));
    }

    [Fact]
    public void An_unknown_member_for_our_own_nodes_is_refused()
    {
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims("{\"g\"", "{\"x\":1,\"g\"")));
    }

    [Fact]
    public void A_longer_life_than_the_lease_is_foreign()
    {
        var expiry = long.Parse(Values["exp"], CultureInfo.InvariantCulture);

        Assert.Equal(AccessTokenReading.Valid, WithValue("exp", $"{expiry}"));
        Assert.Equal(AccessTokenReading.Foreign, WithValue("exp", $"{expiry + 1}"));
        Assert.Equal(AccessTokenReading.Foreign, WithValue("exp", "253402300799"));
    }

    [Theory]
    [InlineData("{0}{}")]
    [InlineData("{0},")]
    [InlineData("{0}\0")]
    [InlineData("[{0}]")]
    [InlineData("\uFEFF{0}")]
    [InlineData("/**/{0}")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData(" ")]
    public void A_payload_that_is_not_one_object_is_malformed(string pattern)
    {
        var payload = pattern.Replace("{0}", AccessTokens.Payload(), StringComparison.Ordinal);

        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.Forge(AccessTokens.Header(), payload)));
    }

    [Fact]
    public void A_deep_payload_is_malformed()
    {
        foreach (var depth in new[] { 3, 64, 2_000 })
        {
            var nested = $"{new string('[', depth)}{new string(']', depth)}";
            Assert.Equal(AccessTokenReading.Malformed, WithValue("role", nested));
        }
    }

    [Fact]
    public void A_payload_that_is_no_UTF_8_is_malformed()
    {
        var payload = Encoding.UTF8.GetBytes(AccessTokens.Payload());
        var at = payload.AsSpan().IndexOf("Countess"u8);
        byte[][] others =
        [
            [.. payload[..at], 0xFF, .. payload[at..]], [.. payload[..at], 0xC0, 0x80, .. payload[at..]],
            [.. payload[..at], 0xED, 0xA0, 0x80, .. payload[at..]], [.. payload[..at], 0xF4, 0x90, 0x80, 0x80, .. payload[at..]],
        ];

        Assert.All(others, other => Assert.Equal(
            AccessTokenReading.Malformed,
            AccessTokens.Read(AccessTokens.Forge(Encoding.UTF8.GetBytes(AccessTokens.Header()), other))));
    }

    private static AccessTokenReading WithName(string name, string instead) =>
        AccessTokens.Read(AccessTokens.WithClaims($"\"{name}\":", $"\"{instead}\":"));

    private static AccessTokenReading WithValue(string name, string instead) =>
        AccessTokens.Read(AccessTokens.WithClaims($"\"{name}\":{Values[name]}", $"\"{name}\":{instead}"));

    private static Dictionary<string, string> ValuesOf(string payload)
    {
        using var document = System.Text.Json.JsonDocument.Parse(payload);
        return document.RootElement.EnumerateObject()
            .Concat(document.RootElement.GetProperty("sojourn").EnumerateObject())
            .ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
    }
}
