namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Steps 8 and 9, to the millisecond.</summary>
public sealed class AccessTokenTimeTests
{
    private static readonly DateTimeOffset Expiry = AccessTokens.Facts().ExpiresAt;

    [Theory]
    [InlineData(29_999, AccessTokenReading.Valid)]
    [InlineData(30_000, AccessTokenReading.Expired)]
    [InlineData(30_001, AccessTokenReading.Expired)]
    [InlineData(0, AccessTokenReading.Valid)]
    [InlineData(-1, AccessTokenReading.Valid)]
    internal void A_token_holds_until_its_expiry_and_the_skew(int milliseconds, AccessTokenReading expected)
    {
        Assert.Equal(expected, AccessTokens.Read(AccessTokens.Text(), Expiry.AddMilliseconds(milliseconds)));
    }

    [Theory]
    [InlineData(-30_001, AccessTokenReading.Premature)]
    [InlineData(-30_000, AccessTokenReading.Valid)]
    [InlineData(-29_999, AccessTokenReading.Valid)]
    internal void A_token_may_come_from_as_far_in_the_future_as_the_skew(int milliseconds, AccessTokenReading expected)
    {
        Assert.Equal(expected, AccessTokens.Read(AccessTokens.Text(), AccessTokens.Now.AddMilliseconds(milliseconds)));
    }

    [Theory]
    [InlineData(-30_001, AccessTokenReading.Premature)]
    [InlineData(-30_000, AccessTokenReading.Valid)]
    [InlineData(0, AccessTokenReading.Valid)]
    internal void Not_before_counts_when_it_is_there(int milliseconds, AccessTokenReading expected)
    {
        var text = AccessTokens.WithClaims("{\"iss\"", "{\"nbf\":1790000100,\"iss\"");

        Assert.Equal(
            expected, AccessTokens.Read(text, DateTimeOffset.FromUnixTimeSeconds(1_790_000_100).AddMilliseconds(milliseconds)));
    }

    [Theory]
    [InlineData(-1, AccessTokenReading.Valid)]
    [InlineData(0, AccessTokenReading.Expired)]
    internal void Without_skew_the_expiry_is_exact(int milliseconds, AccessTokenReading expected)
    {
        var reader = new AccessTokenReader(
            AccessTokens.Settings with { ClockSkew = TimeSpan.Zero }, new CountedKeys(FixedKeys.Curve));

        Assert.Equal(expected, reader.Read(AccessTokens.Text(), Expiry.AddMilliseconds(milliseconds)).Reading);
    }

    [Fact]
    public void Nobody_is_told_of_the_lapse_of_a_token_that_was_never_good()
    {
        var late = Expiry.AddDays(1);

        Assert.Equal(AccessTokenReading.Expired, AccessTokens.Read(AccessTokens.Text(), late));
        Assert.Equal(AccessTokenReading.Foreign, AccessTokens.Read(AccessTokens.WithClaims("id.sojourn", "di.sojourn"), late));
        Assert.Equal(AccessTokenReading.Malformed, AccessTokens.Read(AccessTokens.WithClaims("\"jti\"", "\"jtj\""), late));
        Assert.Equal(AccessTokenReading.Forged, AccessTokens.Read(AccessTokens.Text()[..^4] + "AAAA", late));
    }

    [Fact]
    public void A_refused_token_has_no_facts()
    {
        var result = AccessTokens.Reader().Read(AccessTokens.Text(), Expiry.AddDays(1));

        Assert.False(result.IsValid);
        Assert.Null(result.Token);
    }

    [Fact]
    public void The_ends_of_time_are_no_failure()
    {
        foreach (var now in new[] { DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, DateTimeOffset.MinValue.AddHours(1) })
        {
            Assert.False(AccessTokens.Reader().Read(AccessTokens.Text(), now).IsValid);
        }
    }
}
