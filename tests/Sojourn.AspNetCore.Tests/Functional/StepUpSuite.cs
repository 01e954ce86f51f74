using System.Net;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Freshness, and what the older cookie is worth while and after it is proved.</summary>
public abstract class StepUpSuite : CarrierSuite
{
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(6);

    private protected StepUpSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task Proving_again_opens_what_needs_a_fresh_session()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(Stale);

        var before = await browser.GetAsync("/fresh");
        await browser.PostAsync("/step-up");
        var after = await browser.GetAsync("/fresh");
        site.Clock.Advance(Stale);
        var later = await browser.GetAsync("/fresh");

        Assert.Equal("step-up-required", await TestBrowser.CodeOf(before));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(later));
    }

    [Fact]
    public async Task Whatever_the_older_credential_tries_around_a_step_up_it_never_passes_the_freshness_check()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        Clock.Advance(Stale);
        var copy = browser.Copy();
        var gate = Store.PauseAfter("change");

        var stepUp = browser.PostAsync("/step-up");
        await gate.Reached;
        var during = await copy.GetAsync("/fresh");
        gate.Open();
        await stepUp;
        var unacknowledged = await copy.GetAsync("/fresh");
        await browser.GetAsync("/private");
        var acknowledged = await copy.GetAsync("/fresh");
        await site.FlushAsync();
        Clock.Advance(TimeSpan.FromSeconds(11));
        var afterGrace = await copy.GetAsync("/fresh");

        Assert.Equal("step-up-required", await TestBrowser.CodeOf(during));
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(unacknowledged));
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(acknowledged));
        Assert.NotEqual(HttpStatusCode.OK, afterGrace.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/fresh")).StatusCode);
    }

    [Fact]
    public async Task The_older_credential_serves_ordinary_endpoints_for_the_grace_whoever_uses_the_new_one()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/step-up");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task The_older_credential_serves_ordinary_endpoints_until_the_new_one_was_seen_and_the_grace_is_over()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/step-up");

        site.Clock.Advance(TimeSpan.FromSeconds(50));
        var unacknowledged = await copy.GetAsync("/private");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(60));
        var reused = await copy.GetAsync("/private");

        Assert.Equal(HttpStatusCode.OK, unacknowledged.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, reused.StatusCode);
        Assert.Null(TestBrowser.HeaderOf(reused, "Set-Cookie"));
    }

    [Fact]
    public async Task An_older_credential_beyond_every_grace_ends_the_session_for_thief_and_person()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.PostAsync("/step-up");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(3));

        var stolen = await thief.GetAsync("/private");
        var own = await browser.GetAsync("/private");

        Assert.Equal(HttpStatusCode.Unauthorized, stolen.StatusCode);
        Assert.Equal("reuse", (string?)(await TestBrowser.JsonOf(own))["reason"]);
        Assert.Equal(1, site.Logs.CountOf(1200));
    }

    [Theory]
    [InlineData("/rotate")]
    [InlineData("/reissue?role=customer")]
    public async Task A_copy_from_before_the_step_up_cannot_rotate_itself_fresh(string path)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        site.Clock.Advance(Stale);
        var thief = browser.Copy();
        await browser.PostAsync("/step-up");

        await thief.PostAsync(path);
        var fresh = await thief.GetAsync("/fresh");

        Assert.NotEqual(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task A_copy_from_before_a_rise_of_role_cannot_rotate_itself_into_the_role()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        await browser.PostAsync("/reissue?role=admin");

        await thief.PostAsync("/rotate");
        var admin = await thief.GetAsync("/admin");

        Assert.NotEqual(HttpStatusCode.OK, admin.StatusCode);
    }

    [Fact]
    public async Task The_older_credential_keeps_the_claims_from_before_a_reissue()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/reissue?role=admin");

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await copy.GetAsync("/admin")).StatusCode);
        Assert.Contains("generation=1", TestBrowser.HeaderOf(await copy.GetAsync("/private"), "Sojourn-Session"), StringComparison.Ordinal);
    }
}
