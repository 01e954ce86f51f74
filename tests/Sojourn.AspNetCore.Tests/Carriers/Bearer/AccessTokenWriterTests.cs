using System.Text.Json;
using Sojourn.Keys;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

public sealed class AccessTokenWriterTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public void What_is_written_is_read_again(SigningAlgorithm algorithm)
    {
        var key = FixedKeys.Of(algorithm);
        var facts = AccessTokens.Facts();

        var result = AccessTokens.Reader(key).Read(AccessTokens.Text(key, facts), AccessTokens.Now);

        Assert.True(result.IsValid);
        Assert.Equivalent(facts, result.Token, strict: true);
    }

    [Fact]
    public void What_is_missing_stays_missing()
    {
        var facts = Bare();

        var result = AccessTokens.Reader().Read(AccessTokens.Text(facts: facts), AccessTokens.Now);

        Assert.True(result.IsValid);
        Assert.Equivalent(facts, result.Token, strict: true);
        Assert.DoesNotContain("amr", AccessTokens.PayloadOf(AccessTokens.Text(facts: facts)), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_type_come_back_together_and_in_order()
    {
        AccessTokenClaim[] claims = [new("role", "b"), new("name", ""), new("role", "a"), new("role", "b")];

        var result = AccessTokens.Reader().Read(
            AccessTokens.Text(facts: AccessTokens.Facts(claims: claims)), AccessTokens.Now);

        Assert.Equal([new("role", "b"), new("role", "a"), new("role", "b"), new("name", "")], result.Token!.Claims);
    }

    [Fact]
    public void Several_audiences_are_a_list_of_which_the_reader_wants_the_first()
    {
        var both = AccessTokens.Settings with { Audiences = ["https://api.sojourn.example", "https://other.example"] };
        var other = AccessTokens.Settings with { Audiences = ["https://other.example", "https://api.sojourn.example"] };
        var text = AccessTokens.Text(settings: AccessTokens.Settings with { Audiences = ["https://api.sojourn.example"] });

        Assert.Equal(AccessTokenReading.Valid, AccessTokens.Read(AccessTokens.Text(settings: both)));
        Assert.Equal(AccessTokenReading.Valid, AccessTokens.Read(AccessTokens.Text(settings: other)));
        Assert.Equal(
            AccessTokenReading.Foreign,
            new AccessTokenReader(other, new CountedKeys(FixedKeys.Curve)).Read(text, AccessTokens.Now).Reading);
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("exp")]
    [InlineData("nbf")]
    [InlineData("iat")]
    [InlineData("jti")]
    [InlineData("client_id")]
    [InlineData("sid")]
    [InlineData("auth_time")]
    [InlineData("amr")]
    [InlineData("acr")]
    [InlineData("sojourn")]
    [InlineData("cnf")]
    [InlineData("nonce")]
    [InlineData("events")]
    public void A_claim_of_the_host_cannot_pose_as_one_of_ours(string type)
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => AccessTokens.Text(facts: AccessTokens.Facts(claims: [new AccessTokenClaim(type, "x")])));

        Assert.Contains($"'{type}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_no_reader_would_get_back_is_refused()
    {
        // Not in attributes: those are kept as UTF-8, which cannot say half a surrogate pair either.
        AccessTokenClaim[] claims =
            [new("", "value"), new("na\uD800me", "value"), new("name", "\uDC00"), new("name", "ends with half a pair \uD83D")];

        Assert.All(claims, claim => Assert.Throws<ArgumentException>(
            () => AccessTokens.Text(facts: AccessTokens.Facts(claims: [claim]))));
    }

    [Fact]
    public void A_token_that_no_reader_would_accept_is_not_written()
    {
        var types = Enumerable.Range(0, 129).Select(index => new AccessTokenClaim($"t{index}", "")).ToList();

        Assert.Throws<ArgumentException>(() => AccessTokens.Text(facts: AccessTokens.Facts(claims: types)));
        Assert.Equal(
            AccessTokenReading.Valid,
            AccessTokens.Read(AccessTokens.Text(facts: AccessTokens.Facts(claims: types[..128]))));
        Assert.Throws<ArgumentException>(
            () => AccessTokens.Text(facts: AccessTokens.Facts(claims: [new AccessTokenClaim("t", new string('a', 12_288))])));
    }

    [Fact]
    public void Expiry_less_issue_is_the_lease_whatever_the_milliseconds()
    {
        for (var milliseconds = 0; milliseconds < 2_000; milliseconds += 37)
        {
            using var claims = JsonDocument.Parse(
                AccessTokens.PayloadOf(AccessTokens.Text(facts: AccessTokens.Facts(AccessTokens.Now.AddMilliseconds(milliseconds)))));

            Assert.Equal(
                300, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
        }
    }

    [Theory]
    [InlineData(100_000, 100)]
    [InlineData(299_876, 299)]
    [InlineData(300_000, 300)]
    [InlineData(0, 0)]
    [InlineData(40_000_000, 300)]
    public void A_token_never_outlives_its_session(int millisecondsLeft, int expected)
    {
        var issued = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

        var expires = AccessTokens.Settings.ExpiryOf(issued, issued.AddMilliseconds(millisecondsLeft));

        Assert.Equal(issued.AddSeconds(expected), expires);
    }

    [Fact]
    public void Every_id_is_new_and_has_128_bits()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => AccessToken.NewId()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(1_000, ids.Count);
        Assert.All(ids, id => Assert.Equal(22, id.Length));
    }

    private static AccessToken Bare() => new()
    {
        SessionId = new SessionId(new Guid("0192f0c1-2345-7abc-8def-0123456789ab")),
        Generation = int.MaxValue,
        Version = long.MaxValue,
        Subject = new SubjectId("5b1f"),
        Kind = "native",
        AuthenticatedAt = DateTimeOffset.UnixEpoch,
        Proof = new SessionProof(DateTimeOffset.UnixEpoch, [], null),
        IssuedAt = AccessTokens.Now,
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(AccessTokens.Now.ToUnixTimeSeconds() + 300),
        AbsoluteAt = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_999),
        IdleTimeout = TimeSpan.FromMilliseconds(1),
        LastActivityAt = DateTimeOffset.UnixEpoch,
        Id = "j",
        ClientId = "c",
    };
}
