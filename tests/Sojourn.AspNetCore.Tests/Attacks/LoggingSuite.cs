using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Session tokens in logs. What this class finds in one visit, an assembly fixture seeks in the whole run.</summary>
public abstract class LoggingSuite : CarrierSuite
{
    private protected LoggingSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_whole_visit_with_its_failures_leaves_no_part_of_a_token_in_the_log()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync(remember: true);
        await browser.PostAsync("/step-up");
        await browser.PostAsync("/rotate");
        Store.IsDown = true;
        await browser.GetAsync("/certain");
        await browser.PostAsync("/sign-in?subject=bob");
        Store.IsDown = false;
        await browser.DeleteAsync("/sojourn/session");

        Assert.True(IssuedTokens.Count > 0);
        Assert.NotEmpty(RecordedLogs.LinesOfRun);
        Assert.Empty(IssuedTokens.TracesIn(RecordedLogs.LinesOfRun));
    }

    [Fact]
    public async Task What_a_stranger_can_cause_alone_is_no_warning()
    {
        await using var site = await StartAsync();
        var attacker = site.NewBrowser();
        attacker.Token = Kit.Junk(1);
        await attacker.GetAsync("/private");
        attacker.Token = "garbage";
        await attacker.GetAsync("/private");
        attacker.FetchSite = "cross-site";
        await attacker.PostAsync("/change");
        await attacker.PostAsync("/sojourn/session/renew", new { cause = "x" });

        Assert.Equal(0, site.Logs.CountFrom(LogLevel.Warning));
    }
}
