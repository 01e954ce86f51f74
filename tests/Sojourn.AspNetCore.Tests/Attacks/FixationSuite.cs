using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>Making somebody sign in to a session that the attacker knows.</summary>
public abstract class FixationSuite : CarrierSuite
{
    private protected FixationSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_planted_token_that_nobody_issued_is_never_adopted()
    {
        await using var site = await StartAsync();
        var victim = site.NewBrowser();
        var planted = Kit.Stamped(site, SessionId.Create(Clock.GetUtcNow(), tenant: null, new SubjectId("ada")), generation: 1);
        victim.Token = planted;

        await victim.PostAsync("/sign-in?subject=ada");
        var attacker = site.NewBrowser();
        attacker.Token = planted;

        Assert.NotEqual(planted, victim.Token, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.GetAsync("/private")).StatusCode);
        Assert.Equal(1, Store.CountOf("create"));
        Assert.Equal(0, Store.CountOf("end"));
    }

    [Fact]
    public async Task A_planted_session_of_the_attacker_does_not_become_the_victims()
    {
        await using var site = await StartAsync();
        var attacker = await site.SignedInAsync("mallory");
        var victim = attacker.Copy();

        await victim.PostAsync("/sign-in?subject=ada");

        Assert.Equal("ada", await (await victim.GetAsync("/private")).Content.ReadAsStringAsync());
        Assert.Equal("replaced", (string?)(await attacker.StateAsync())["reason"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.GetAsync("/private")).StatusCode);
    }

    [Theory]
    [InlineData("/sign-in?subject=ada")]
    [InlineData("/sign-in?subject=ada&remember=true")]
    [InlineData("/typed-in")]
    [InlineData("/sign-out-and-in")]
    [InlineData("/sign-in-twice")]
    [InlineData("/same-properties-other-person?subject=bob")]
    [InlineData("/same-properties-other-tenant")]
    public async Task Every_entrance_gives_a_new_id_and_secret_and_the_older_one_dies_at_once(string entrance)
    {
        await using var site = await StartAsync(endpoints: Entrances);
        var browser = await site.SignedInAsync();
        var before = browser.Copy();
        var id = await browser.IdAsync();

        await browser.PostAsync(entrance);

        Assert.NotEqual(id, await browser.IdAsync(), StringComparer.Ordinal);
        Assert.NotEqual(before.Token, browser.Token, StringComparer.Ordinal);
        Assert.NotEqual(Kit.SecretOf(site, before), Kit.SecretOf(site, browser), StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Theory]
    [InlineData("/step-up")]
    [InlineData("/rotate")]
    [InlineData("/reissue?role=admin")]
    public async Task Every_rise_of_privilege_gives_a_new_secret_and_the_older_one_dies_after_the_grace(string rise)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var before = browser.Copy();

        await browser.PostAsync(rise);
        await browser.GetAsync("/private");
        await site.FlushAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.NotEqual(Kit.SecretOf(site, before), Kit.SecretOf(site, browser), StringComparer.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await before.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task One_person_never_becomes_another_under_one_session()
    {
        await using var site = await StartAsync(endpoints: Entrances);
        var browser = await site.SignedInAsync();
        var ada = browser.Copy();

        await browser.PostAsync("/same-properties-other-person?subject=bob");

        Assert.Equal("bob", await (await browser.GetAsync("/private")).Content.ReadAsStringAsync());
        Assert.Equal("replaced", (string?)(await ada.StateAsync())["reason"]);
    }

    [Fact]
    public async Task Refreshing_the_sign_in_with_somebody_elses_user_does_not_sign_in_as_them()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();

        try
        {
            await browser.PostAsync("/identity/refresh-as?id=bob-id");
        }
        catch (InvalidOperationException)
        {
            // The framework refuses this itself since CVE-2025-24070.
        }

        Assert.Equal("ada", await (await browser.GetAsync("/private")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_that_signs_in_with_a_superseded_credential_leaves_no_session_behind()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var older = browser.Copy();
        await browser.PostAsync("/rotate");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(20));

        var superseded = await Kit.ShowAsync(older);
        await older.PostAsync("/sign-in?subject=bob");

        Assert.Equal(HttpStatusCode.Conflict, superseded.StatusCode);
        Assert.Equal("replaced", (string?)(await browser.StateAsync())["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await older.GetAsync("/private")).StatusCode);
    }

    private static void Entrances(WebApplication app)
    {
        app.MapPost("/typed-in", () => TypedResults.SignIn(TestSite.PersonOf("ada")));
        app.MapPost("/sign-out-and-in", async (HttpContext context) =>
        {
            await context.SignOutAsync(SojournDefaults.AuthenticationScheme);
            await context.SignInAsync(TestSite.PersonOf("ada"));
        });
        app.MapPost("/sign-in-twice", async (HttpContext context) =>
        {
            await context.SignInAsync(TestSite.PersonOf("bob"));
            await context.SignInAsync(TestSite.PersonOf("ada"));
        });
        app.MapPost("/same-properties-other-person", async (HttpContext context, string subject) =>
        {
            var running = await context.AuthenticateAsync();
            await context.SignInAsync(TestSite.PersonOf(subject), running.Properties);
        });
        app.MapPost("/same-properties-other-tenant", async (HttpContext context) =>
        {
            var running = await context.AuthenticateAsync();
            running.Properties!.SetTenant(new TenantId("other"));
            await context.SignInAsync(
                TestSite.PersonOf(running.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!), running.Properties);
        });
    }
}
