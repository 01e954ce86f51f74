using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Functional;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Session tokens in logs. What this class finds in one visit, an assembly fixture seeks in the whole run.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task A_whole_visit_with_its_failures_leaves_no_part_of_a_token_in_the_log()
    {
        var clock = new Testing.ManualTimeProvider();
        var store = new ProbeStore(clock);
        await using var site = await TestSite.StartAsync(store, clock);
        var browser = await site.SignedInAsync(remember: true);
        await browser.PostAsync("/step-up");
        await browser.PostAsync("/rotate");
        store.IsDown = true;
        await browser.GetAsync("/certain");
        await browser.PostAsync("/sign-in?subject=bob");
        store.IsDown = false;
        await browser.DeleteAsync("/sojourn/session");

        Assert.True(IssuedTokens.Count > 0);
        Assert.NotEmpty(RecordedLogs.LinesOfRun);
        Assert.Empty(IssuedTokens.TracesIn(RecordedLogs.LinesOfRun));
    }

    [Fact]
    public async Task The_search_finds_a_token_and_its_parts_where_there_is_one()
    {
        await using var site = await TestSite.StartAsync();
        var browser = await site.SignedInAsync();
        var token = browser.Token!;
        var secret = System.Buffers.Text.Base64Url.DecodeFromChars(token)[22..38];

        Assert.Single(IssuedTokens.TracesIn([$"cookie {token};"]));
        Assert.Single(IssuedTokens.TracesIn([$"secret {token[32..48]}"]));
        Assert.Single(IssuedTokens.TracesIn([$"secret {Convert.ToHexStringLower(secret)}"]));
        Assert.Empty(IssuedTokens.TracesIn([$"session {await browser.IdAsync()} of {token[..24]}"]));
    }

    [Fact]
    public async Task What_a_stranger_can_cause_alone_is_no_warning()
    {
        await using var site = await TestSite.StartAsync();
        var attacker = site.NewBrowser();
        attacker.Token = new string('A', IssuedTokens.TextLength);
        await attacker.GetAsync("/private");
        attacker.Token = "garbage";
        await attacker.GetAsync("/private");
        attacker.FetchSite = "cross-site";
        await attacker.PostAsync("/change");
        await attacker.PostAsync("/sojourn/session/renew", new { cause = "x" });

        Assert.Equal(0, site.Logs.CountFrom(LogLevel.Warning));
    }
}
