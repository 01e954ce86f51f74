using System.Buffers.Text;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>The search of the logs finds what it seeks: a session token's secret, and any piece of a sealed or signed text.</summary>
public sealed class SecretSearchTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_session_token_and_its_parts_are_found()
    {
        await using var site = await TestSite.StartAsync(_clock);
        var browser = await site.SignedInAsync();
        var token = browser.Token!;
        var secret = Base64Url.DecodeFromChars(token)[22..38];

        Assert.Single(IssuedTokens.TracesIn([$"cookie {token};"]));
        Assert.Single(IssuedTokens.TracesIn([$"secret {token[32..48]}"]));
        Assert.Single(IssuedTokens.TracesIn([$"secret {Convert.ToHexStringLower(secret)}"]));
        Assert.Empty(IssuedTokens.TracesIn([$"session {await browser.IdAsync()} of {token[..24]}"]));
    }

    [Fact]
    public async Task A_sealed_text_and_its_pieces_are_found()
    {
        await using var site = await TestSite.StartAsync(_clock, kit: new SealedKit());
        var text = (await site.SignedInAsync()).Token!;

        AssertFound(text, from: 32);
    }

    [Fact]
    public async Task An_access_token_and_the_refresh_token_of_a_body_are_found()
    {
        await using var site = await TestSite.StartAsync(_clock, kit: new BodyKit());
        var app = (BodyBrowser)await site.SignedInAsync();
        var signature = app.AccessToken!.LastIndexOf('.') + 1;

        AssertFound(app.AccessToken, signature);
        Assert.Single(IssuedTokens.TracesIn([$"refresh {app.Token![32..48]}"]));
        Assert.Empty(IssuedTokens.TracesIn([$"header {app.AccessToken[..20]}"]));
    }

    private static void AssertFound(string text, int from)
    {
        var pieces = Enumerable.Range(from, text.Length - from - 23).Select(start => $"piece {text.Substring(start, 24)}");
        string[] lines = [$"whole {text};", .. pieces];

        Assert.Equal(lines.Length, IssuedTokens.TracesIn(lines).Count);
    }
}
