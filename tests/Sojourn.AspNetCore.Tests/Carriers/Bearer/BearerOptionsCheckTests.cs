namespace Sojourn.AspNetCore.Carriers.Bearer;

public sealed class BearerOptionsCheckTests
{
    [Theory]
    [InlineData("https://id.sojourn.example")]
    [InlineData("https://id.sojourn.example/")]
    [InlineData("https://id.sojourn.example:8443/tenant/a")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:5000")]
    public void An_issuer_is_an_address(string issuer)
    {
        Assert.Empty(FaultsOf(new BearerOptions { Issuer = issuer }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sojourn")]
    [InlineData("/keys")]
    [InlineData("http://id.sojourn.example")]
    [InlineData("https://id.sojourn.example?tenant=a")]
    [InlineData("https://id.sojourn.example#a")]
    [InlineData("https://user@id.sojourn.example")]
    [InlineData("https://id.sojourn.example/a b")]
    [InlineData("ftp://id.sojourn.example")]
    [InlineData("file:///keys")]
    [InlineData("urn:sojourn")]
    public void Nothing_else_is(string? issuer)
    {
        var fault = Assert.Single(FaultsOf(new BearerOptions { Issuer = issuer }));

        Assert.StartsWith("SOJ1004: 'Sojourn:Bearer:Issuer' is '", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_listed()
    {
        var options = new BearerOptions
        {
            Issuer = "x",
            Audience = "",
            ClientId = " ",
            Lease = TimeSpan.FromSeconds(29),
            ClockSkew = TimeSpan.FromMinutes(6),
        };

        Assert.Equal(5, FaultsOf(options).Count);
    }

    [Theory]
    [InlineData(29_999, false)]
    [InlineData(30_000, true)]
    [InlineData(30_500, false)]
    [InlineData(3_600_000, true)]
    [InlineData(3_601_000, false)]
    public void A_lease_is_30_seconds_to_an_hour_in_whole_seconds(int milliseconds, bool accepted)
    {
        var options = new BearerOptions { Issuer = AccessTokens.Issuer, Lease = TimeSpan.FromMilliseconds(milliseconds) };

        Assert.Equal(accepted, FaultsOf(options).Count == 0);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void A_skew_is_at_most_five_minutes(int milliseconds, bool accepted)
    {
        var options = new BearerOptions { Issuer = AccessTokens.Issuer, ClockSkew = TimeSpan.FromMilliseconds(milliseconds) };

        Assert.Equal(accepted, FaultsOf(options).Count == 0);
    }

    [Fact]
    public void Without_an_audience_tokens_are_for_the_issuer()
    {
        var settings = AccessTokenSettings.Of(new BearerOptions { Issuer = AccessTokens.Issuer });

        Assert.Equal([AccessTokens.Issuer], settings.Audiences);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Lease);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.ClockSkew);
    }

    private static List<string> FaultsOf(BearerOptions options)
    {
        var faults = new List<string>();
        BearerOptionsCheck.AddFaults(options, faults);
        return faults;
    }
}
