using System.Net;
using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>What is a bearer token in <c>Authorization</c>: whoever means the scheme is judged by it.</summary>
public sealed class AuthorizationReaderTests
{
    [Theory]
    [InlineData("Bearer token", "token")]
    [InlineData("bearer token", "token")]
    [InlineData("BEARER   token", "token")]
    public void One_space_or_more_separate_scheme_and_token(string line, string expected)
    {
        Assert.Equal(CarrierReading.Presented, AuthorizationReader.Read(line, out var text));
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer\ttoken")]
    [InlineData("bearer\t token")]
    [InlineData("Bearer \ttoken")]
    [InlineData("Bearer\u00A0token")]
    [InlineData("Bearer\u2000token")]
    [InlineData("Bearer\u000Btoken")]
    [InlineData("Bearer,token")]
    [InlineData("Bearer=token")]
    [InlineData("Bearer:token")]
    [InlineData("Bearer\"token\"")]
    [InlineData(" Bearer token")]
    [InlineData("\tBearer token")]
    public void Whatever_else_separates_them_is_malformed_and_no_other_scheme(string line) =>
        Assert.Equal(CarrierReading.Malformed, AuthorizationReader.Read(line, out _));

    [Theory]
    [InlineData("")]
    [InlineData("Basic dTpw")]
    [InlineData("DPoP token")]
    [InlineData("Bearerish token")]
    [InlineData("Bearer-2 token")]
    [InlineData("Bear")]
    public void A_scheme_of_somebody_else_is_absent(string line) =>
        Assert.Equal(CarrierReading.Absent, AuthorizationReader.Read(line, out _));

    [Theory]
    [InlineData("Bearer token", "Basic dTpw")]
    [InlineData("Basic dTpw", "Bearer\ttoken")]
    public void Two_lines_of_which_one_is_such_a_scheme_are_malformed(string first, string second) =>
        Assert.Equal(CarrierReading.Malformed, AuthorizationReader.Read(new StringValues([first, second]), out _));

    [Theory]
    [InlineData("Bearer\ttoken")]
    [InlineData("bearer\t\ttoken")]
    [InlineData("Bearer,token")]
    public async Task A_malformed_one_is_never_made_good_by_a_cookie(string line)
    {
        var clock = new ManualTimeProvider();
        await using var site = await BearerSite.StartAsync(new ProbeStore(clock), clock, all =>
        {
            all.Carrier = Carrier.Cookie;
            all.FurtherCarriers.Add(Carrier.Bearer);
        });
        var browser = await site.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);

        var answer = await browser.GetAsync("/private", ("Authorization", line));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Equal("Bearer error=\"invalid_token\"", TestBrowser.HeaderOf(answer, "WWW-Authenticate"));
    }
}
