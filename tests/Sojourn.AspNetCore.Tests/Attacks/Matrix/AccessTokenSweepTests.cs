using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Attacks.Matrix;

/// <summary>
/// Access tokens that somebody changed, over HTTP. What a reader refuses is tested character by character, member by member
/// and algorithm by algorithm beside it (<c>Carriers/Bearer</c>); here one of each kind goes through the whole pipeline.
/// Sealed cookies and refresh tokens are swept by <see cref="ForgerySuite"/>.
/// </summary>
public sealed class AccessTokenSweepTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public AccessTokenSweepTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Fact]
    public async Task Every_prefix_every_changed_character_and_every_respelling_is_refused_without_a_read()
    {
        await using var site = await StartAsync();
        var genuine = await AccessTokenAsync(site);
        var signature = genuine.LastIndexOf('.') + 1;
        string[] others =
        [
            .. Enumerable.Range(0, genuine.Length).Select(length => genuine[..length]),
            .. Enumerable.Range(0, genuine.Length).Select(index => Respelling.Flipped(genuine, index, index % 6)),
            .. Respelling.Of(genuine),
            genuine[..signature], genuine[..^4], genuine[..^8], genuine + "AAAA", genuine[..signature] + new string('A', 86),
            $"{genuine[..signature]}{genuine[(signature + 43)..]}{genuine[signature..(signature + 43)]}",
            $"{genuine}.{genuine}", $"{genuine},{genuine}", "Bearer " + genuine,
        ];
        _store.ResetCounts();
        for (var index = 0; index < others.Length; index++)
        {
            var answer = await OfferAsync(site, others[index]);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{index} {others[index]}");
            await AssertPlainAsync(answer);
        }

        Assert.Equal(0, _store.CountOf("find") + _store.CountOf("change") + _store.CountOf("end") + _store.CountOf("ring"));
        Assert.Equal(HttpStatusCode.OK, (await OfferAsync(site, genuine)).StatusCode);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","jwk":{"kty":"EC"}}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","jku":"https://evil.example/"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x5u":"https://evil.example/"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":["exp"]}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"ES256","alg":"none","typ":"at+jwt","kid":"KID"}""")]
    public async Task A_header_that_says_something_else_is_refused(string header)
    {
        await using var site = await StartAsync();
        var parts = (await AccessTokenAsync(site)).Split('.');
        var kid = (string)System.Text.Json.Nodes.JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["kid"]!;
        var changed = Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(header.Replace("KID", kid, StringComparison.Ordinal)));

        await AssertRefusedAsync(site, $"{changed}.{parts[1]}.{parts[2]}");
        await AssertRefusedAsync(site, $"{changed}.{parts[1]}.");
    }

    [Fact]
    public async Task Ten_thousand_tokens_of_unknown_keys_cause_one_look_at_the_ring_a_second()
    {
        await using var site = await StartAsync();
        var parts = (await AccessTokenAsync(site)).Split('.');
        _store.ResetCounts();
        for (var token = 0; token < 10_000; token++)
        {
            var kid = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            var header = Base64Url.EncodeToString(
                System.Text.Encoding.ASCII.GetBytes($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{kid}}"}"""));
            await AssertRefusedAsync(site, $"{header}.{parts[1]}.{parts[2]}");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_store.CountOf("ring"), 1, 11);
        Assert.Equal(0, _store.CountOf("find"));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer  ")]
    [InlineData("bearer x y")]
    [InlineData("Bearer \u00E9")]
    [InlineData("Bearer null")]
    [InlineData("Bearer undefined")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer e30.e30.e30")]
    public async Task A_malformed_header_is_refused_and_no_fault(string header)
    {
        await using var site = await StartAsync();

        var answer = await site.NewBrowser().GetAsync("/private", ("Authorization", header));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
    }

    private Task<TestSite> StartAsync() => TestSite.StartAsync(_store, _clock, kit: new BearerKit());

    private static async Task<string> AccessTokenAsync(TestSite site) =>
        await BearerSite.AccessTokenAsync(await site.SignedInAsync());

    private static Task<HttpResponseMessage> OfferAsync(TestSite site, string token) =>
        site.NewBrowser().GetAsync("/private", ("Authorization", "Bearer " + token));

    private static async Task AssertRefusedAsync(TestSite site, string token)
    {
        var answer = await OfferAsync(site, token);
        await AssertPlainAsync(answer);
    }

    private static async Task AssertPlainAsync(HttpResponseMessage answer)
    {
        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Equal("Bearer error=\"invalid_token\"", TestBrowser.HeaderOf(answer, "WWW-Authenticate"));
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }
}
