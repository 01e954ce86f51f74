using Sojourn.Lifetimes;

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
        var options = new BearerOptions { Issuer = "x", Audience = "", ClientId = " " };
        options.ClaimTypes["urn:bank:branch"] = "sub";
        options.ClaimTypes["urn:bank:desk"] = "";

        Assert.Equal(5, FaultsOf(options).Count);
    }

    [Fact]
    public void Without_an_audience_tokens_are_for_the_issuer()
    {
        var settings = AccessTokenSettings.Of(new BearerOptions { Issuer = AccessTokens.Issuer }, new SessionPolicy());

        Assert.Equal([AccessTokens.Issuer], settings.Audiences);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Lease);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.ClockSkew);
    }

    [Fact]
    public void A_lease_counts_in_whole_seconds_as_tokens_do()
    {
        var policy = new SessionPolicy { Lease = TimeSpan.FromMilliseconds(30_999) };

        Assert.Equal(TimeSpan.FromSeconds(30), AccessTokenSettings.Of(new BearerOptions(), policy).Lease);
    }

    private static List<string> FaultsOf(BearerOptions options)
    {
        var faults = new List<string>();
        BearerOptionsCheck.AddFaults(options, faults);
        return faults;
    }
}
