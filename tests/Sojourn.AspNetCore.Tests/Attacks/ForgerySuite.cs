using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Tokens that were not issued, or not for this.</summary>
public abstract class ForgerySuite : CarrierSuite
{
    private protected ForgerySuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_flipped_bit_is_refused_without_a_read(bool isWarm)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        if (isWarm)
        {
            await browser.GetAsync("/private");
        }

        var token = browser.Token!;
        Store.ResetCounts();
        for (var index = 0; index < token.Length; index++)
        {
            for (var bit = 0; bit < 6; bit++)
            {
                await AssertRefusedAsync(site, Respelling.Flipped(token, index, bit));
            }
        }

        Assert.Equal(0, Store.CountOf("find"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Every_prefix_and_every_padded_or_respelled_form_is_refused_without_a_read()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var token = browser.Token!;
        Store.ResetCounts();
        for (var length = 0; length < token.Length; length++)
        {
            await AssertRefusedAsync(site, token[..length]);
        }

        foreach (var other in Respelling.Of(token))
        {
            await AssertRefusedAsync(site, other);
        }

        Assert.Equal(0, Store.CountOf("find"));
    }

    [Fact]
    public async Task A_genuine_token_for_another_purpose_is_refused_without_a_read()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = SessionId.TryParse(await browser.IdAsync(), out var parsed) ? parsed : default;
        var tokens = site.Services.GetRequiredService<SessionTokens>();
        Store.ResetCounts();
        foreach (var purpose in Enum.GetValues<TokenPurpose>().Where(purpose => purpose != Kit.Purpose))
        {
            await AssertRefusedAsync(site, TokenTexts.Of(tokens.Issue(purpose, id, generation: 1)));
        }

        Assert.Equal(0, Store.CountOf("find"));
    }

    [Fact]
    public async Task A_leaked_stamp_key_alone_opens_nothing_and_raises_an_alarm()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = SessionId.TryParse(await browser.IdAsync(), out var parsed) ? parsed : default;

        await AssertRefusedAsync(site, Kit.Stamped(site, id, generation: 1));

        Assert.NotEqual(0, site.Logs.CountOf(1201));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_deployment_is_refused_without_a_read()
    {
        await using var site = await StartAsync();
        await using var other = await StartAsync(chosen => chosen.AddInMemory());
        var stranger = await other.SignedInAsync();
        Store.ResetCounts();

        await AssertRefusedAsync(site, stranger.Token!);

        Assert.Equal(0, Store.CountOf("find"));
    }

    [Fact]
    public async Task A_thousand_junk_credentials_cause_no_read_and_no_row()
    {
        await using var site = await StartAsync();
        var keyId = site.Services.GetRequiredService<KeyRing>().Active.Id;
        Store.ResetCounts();
        for (var request = 0; request < 1000; request++)
        {
            var attacker = site.NewBrowser();
            attacker.Token = Kit.Junk(request % 2 == 0 ? keyId : (byte)Math.Max(1, request % 256));
            await Kit.ShowAsync(attacker);
        }

        Assert.Equal(0, Store.CountOf("find") + Store.CountOf("create") + Store.CountOf("change") + Store.CountOf("end"));
        Assert.InRange(Store.CountOf("ring"), 0, 1);
    }

    [Theory]
    [InlineData("{0}; __Host-sid={1}")]
    [InlineData("__Host-sid={1}; {0}")]
    [InlineData("{0}; __host-SID={1}")]
    [InlineData("__HOST-SID={1}; {0}")]
    public async Task A_second_cookie_of_the_name_makes_neither_count(string header)
    {
        await using var site = await StartAsync();
        var victim = await site.SignedInAsync();
        var attacker = await site.SignedInAsync("mallory");
        var cookies = string.Format(header, "__Host-sid=" + victim.Token, attacker.Token);
        Store.ResetCounts();

        var answer = await Kit.ShowAsync(site.NewBrowser(), ("Cookie", cookies));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Equal(0, Store.CountOf("find"));
    }

    [Theory]
    [InlineData("__host-sid")]
    [InlineData("__Host-sid ")]
    [InlineData("__Host%2Dsid")]
    [InlineData("__Host-si%64")]
    [InlineData("/__Host-sid")]
    [InlineData("__Host-sid.")]
    [InlineData("Host__-sid")]
    [InlineData("__Secure-sid")]
    [InlineData("__Host__sid")]
    [InlineData("__Host_sid")]
    [InlineData("sid")]
    [InlineData("")]
    public async Task A_cookie_whose_name_only_looks_like_it_is_not_it(string name)
    {
        await using var site = await StartAsync();
        var attacker = await site.SignedInAsync("mallory");

        var answer = await Kit.ShowAsync(site.NewBrowser(), ("Cookie", $"{name}={attacker.Token}"));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_credential_anywhere_but_in_its_place_is_ignored()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var token = browser.Token!;
        var id = await browser.IdAsync();
        IssuedTokens.Publish(token);
        var stranger = site.NewBrowser();
        HttpResponseMessage[] answers =
        [
            await stranger.GetAsync($"/private?__Host-sid={token}&sid={token}&session={id}"),
            await stranger.GetAsync("/private;__Host-sid=" + token),
            await stranger.PostAsync("/change", new { sid = token, session = id }),
            await stranger.GetAsync("/private", ("X-Session", token), ("__Host-sid", token)),
            await stranger.GetAsync("/private", ("Sojourn-Session", $"active; id=\"{id}\"")),
            await stranger.GetAsync("/private", ("Authorization", "Bearer " + token)),
            await stranger.GetAsync("/private", ("Cookie", $"__Host-sid={id}")),
            await stranger.GetAsync("/private", ("Sojourn-Expect", id)),
        ];

        Assert.All(answers, answer => Assert.True(
            answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{answer.StatusCode}"));
    }

    private async Task AssertRefusedAsync(TestSite site, string token)
    {
        var attacker = site.NewBrowser();
        attacker.Token = token;
        var answer = await Kit.ShowAsync(attacker);
        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }
}
