using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>A store that was set back does not know who has been signed out: nobody from before is let in, and nobody is signed out.</summary>
public abstract class SuspensionSuite : CarrierSuite
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private protected SuspensionSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task Who_had_signed_in_is_answered_503_warm_or_cold_and_keeps_what_the_browser_holds()
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var warm = await SignedInAsync(site, "ada");
        var cold = warm.Copy();
        await SuspendAsync(site);

        var answer = await warm.GetAsync("/private");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await cold.GetAsync("/certain")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Kit.ShowAsync(cold.Copy())).StatusCode);
    }

    [Fact]
    public async Task Who_signs_in_anew_is_let_in()
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var before = await SignedInAsync(site, "ada");
        await SuspendAsync(site);

        var after = await SignedInAsync(site, "ada");

        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync("/certain")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await before.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_works_and_is_final()
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var browser = await SignedInAsync(site, "ada");
        var copy = browser.Copy();
        var id = await IdOfAsync(site);
        await SuspendAsync(site);

        await site.Services.GetRequiredService<SessionManager>().EndAsync(id, EndReason.SignedOut, actor: null, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_cut_off_for_everyone_settles_it_and_until_then_the_node_is_degraded()
    {
        await using var site = await StartAsync(
            host: builder => builder.Services.AddHealthChecks().AddSojourn(), endpoints: CutOffHost.Map);
        var browser = await SignedInAsync(site, "ada");
        await SuspendAsync(site);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(site));

        await CutOffHost.CutOffAsync(site, CutOffScope.Everyone);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(site));
    }

    private static async Task<SessionId> IdOfAsync(TestSite site)
    {
        var page = await site.Services.GetRequiredService<ISojournStore>().ListAsync(
            new SubjectSessions(new TenantId("acme"), new SubjectId("ada"), Except: null, IncludeEnded: false),
            after: null, most: 1, CancellationToken.None);
        return page.Sessions[0].Id;
    }

    /// <summary>As a node does that finds the store behind what it knows.</summary>
    private async Task SuspendAsync(TestSite site)
    {
        Clock.Advance(Instant);
        var suspension = new CutOff(
            CutOffScope.Suspension, Subject: null, Tenant: null, Clock.GetUtcNow(), Except: null, EndReason.CutOff);
        await Store.SetAsync(suspension, CancellationToken.None);
        site.Services.GetRequiredService<CutOffs>().Add(suspension);
        site.Services.GetRequiredService<NodeMemory>().CutOff(suspension);
    }

    private static async Task<TestBrowser> SignedInAsync(TestSite site, string subject)
    {
        var browser = site.NewBrowser();
        await CutOffHost.SignInAsync(browser, subject, "acme");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        return browser;
    }

    private static async Task<HealthStatus> HealthAsync(TestSite site)
    {
        var report = await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["sojourn-revocation"].Status;
    }
}
