using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Tokens that were not issued, or not for this.</summary>
public sealed class ForgeryTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public ForgeryTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flipped_bit_in_any_byte_is_refused_without_a_read(bool isWarm)
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        if (isWarm)
        {
            await browser.GetAsync("/private");
        }

        var token = Base64Url.DecodeFromChars(browser.Token);
        _store.ResetCounts();
        for (var index = 0; index < token.Length; index++)
        {
            var forged = token.ToArray();
            forged[index] ^= (byte)(1 << (index % 8));
            await AssertRefusedAsync(site, Base64Url.EncodeToString(forged));
        }

        Assert.Equal(0, _store.CountOf("find"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Every_prefix_and_every_padded_or_respelled_form_is_refused_without_a_read()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var token = browser.Token!;
        _store.ResetCounts();
        for (var length = 0; length < token.Length; length++)
        {
            await AssertRefusedAsync(site, token[..length]);
        }

        string[] others =
        [
            token + "A", token + "=", token + token, '"' + token + '"', ' ' + token[1..], token[..^1] + ' ',
            token[..^1] + '=', token[..^2] + "%41", token.ToUpperInvariant(), token[..40] + '+' + token[41..],
            token[..40] + '/' + token[41..], "%" + Convert.ToHexString([(byte)token[0]]) + token[1..],
        ];
        foreach (var other in others)
        {
            await AssertRefusedAsync(site, other);
        }

        Assert.Equal(0, _store.CountOf("find"));
    }

    [Theory]
    [InlineData(TokenPurpose.Sealed)]
    [InlineData(TokenPurpose.RefreshCookie)]
    [InlineData(TokenPurpose.RefreshBody)]
    [InlineData(TokenPurpose.None)]
    public async Task A_genuine_token_for_another_purpose_is_refused_without_a_read(object purpose)
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var id = SessionId.TryParse(await browser.IdAsync(), out var parsed) ? parsed : default;
        var stamped = site.Services.GetRequiredService<SessionTokens>().Issue((TokenPurpose)purpose, id, generation: 1);
        _store.ResetCounts();

        await AssertRefusedAsync(site, TextOf(stamped));

        Assert.Equal(0, _store.CountOf("find"));
    }

    [Fact]
    public async Task A_leaked_stamp_key_alone_opens_nothing_and_raises_an_alarm()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var id = SessionId.TryParse(await browser.IdAsync(), out var parsed) ? parsed : default;
        var stamped = site.Services.GetRequiredService<SessionTokens>().Issue(TokenPurpose.Cookie, id, generation: 1);

        await AssertRefusedAsync(site, TextOf(stamped));

        Assert.Equal(1, site.Logs.CountOf(1201));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_deployment_is_refused_without_a_read()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        await using var other = await TestSite.StartAsync();
        var stranger = await other.SignedInAsync();
        _store.ResetCounts();

        await AssertRefusedAsync(site, stranger.Token!);

        Assert.Equal(0, _store.CountOf("find"));
    }

    [Fact]
    public async Task A_thousand_junk_cookies_cause_no_read_and_no_row()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var browser = await site.SignedInAsync();
        var keyId = Base64Url.DecodeFromChars(browser.Token)[1];
        _store.ResetCounts();
        for (var request = 0; request < 1000; request++)
        {
            var junk = RandomNumberGenerator.GetBytes(SessionToken.ByteLength);
            junk[0] = 0x11;
            junk[1] = request % 2 == 0 ? keyId : (byte)Math.Max(1, request % 256);
            var attacker = site.NewBrowser();
            attacker.Token = Base64Url.EncodeToString(junk);
            await attacker.GetAsync("/poll");
        }

        Assert.Equal(0, _store.CountOf("find") + _store.CountOf("create") + _store.CountOf("change") + _store.CountOf("end"));
        Assert.InRange(_store.CountOf("ring"), 0, 1);
    }

    [Theory]
    [InlineData("{0}; __Host-sid={1}")]
    [InlineData("__Host-sid={1}; {0}")]
    [InlineData("{0}; __host-SID={1}")]
    [InlineData("__HOST-SID={1}; {0}")]
    public async Task A_second_cookie_of_the_name_makes_neither_count(string header)
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
        var victim = await site.SignedInAsync();
        var attacker = await site.SignedInAsync("mallory");
        var cookies = string.Format(header, "__Host-sid=" + victim.Token, attacker.Token);
        _store.ResetCounts();

        var answer = await site.NewBrowser().GetAsync("/private", ("Cookie", cookies));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Equal(0, _store.CountOf("find"));
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
        await using var site = await TestSite.StartAsync(_store, _clock);
        var attacker = await site.SignedInAsync("mallory");

        var answer = await site.NewBrowser().GetAsync("/private", ("Cookie", $"{name}={attacker.Token}"));

        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_token_anywhere_but_in_the_cookie_is_ignored()
    {
        await using var site = await TestSite.StartAsync(_store, _clock);
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

    private static string TextOf(SessionToken token)
    {
        var text = new char[SessionToken.TextLength];
        Assert.True(token.TryFormat(text));
        return new string(text);
    }

    private static async Task AssertRefusedAsync(TestSite site, string token)
    {
        var attacker = site.NewBrowser();
        attacker.Token = token;
        var answer = await attacker.GetAsync("/private");
        Assert.Equal("session-required", await TestBrowser.CodeOf(answer));
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }
}
