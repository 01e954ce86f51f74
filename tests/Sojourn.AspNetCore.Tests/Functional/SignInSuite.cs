using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Functional;

public abstract class SignInSuite : CarrierSuite
{
    private protected SignInSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task A_signed_in_person_is_known_on_every_request_until_they_sign_out()
    {
        await using var site = await StartAsync();
        var browser = site.NewBrowser();

        var before = await browser.GetAsync("/private");
        var signIn = await browser.PostAsync("/sign-in?subject=ada");
        var during = await browser.GetAsync("/private");
        var state = await browser.StateAsync();
        var signOut = await browser.DeleteAsync("/sojourn/session");
        var after = await browser.GetAsync("/private");

        Assert.Equal(HttpStatusCode.Unauthorized, before.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, signIn.StatusCode);
        Assert.Equal("ada", await during.Content.ReadAsStringAsync());
        Assert.Equal("active", (string?)state["status"]);
        Assert.Equal("ada", (string?)state["session"]!["claims"]!["name"]);
        Assert.Equal(HttpStatusCode.NoContent, signOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Remember_me_is_a_credential_that_lives_as_long_as_the_session()
    {
        await using var site = await StartAsync(
            options: all => all.RememberedAbsoluteTimeout = TimeSpan.FromDays(30));
        var plain = await site.NewBrowser().PostAsync("/sign-in?subject=ada");
        var remembered = await site.NewBrowser().PostAsync("/sign-in?subject=ada&remember=true");

        Assert.DoesNotContain("max-age", TestBrowser.HeaderOf(plain, "Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=2592000", TestBrowser.HeaderOf(remembered, "Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_methods_assurance_and_timeouts_come_from_the_properties()
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/sign-in-full", (HttpContext context) =>
            context.SignInAsync(TestSite.PersonOf("ada"), new AuthenticationProperties()
                .SetTenant(new TenantId("acme")).SetMethods("pwd", "otp").SetAssurance("aal2")
                .SetTimeouts(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(20)))));
        var browser = site.NewBrowser();
        await browser.PostAsync("/sign-in-full");

        var state = await browser.StateAsync();

        Assert.Equal("acme", (string?)state["session"]!["tenant"]);
        Assert.Equal(["pwd", "otp"], state["session"]!["methods"]!.AsArray().Select(method => (string?)method), StringComparer.Ordinal);
        Assert.Equal("aal2", (string?)state["session"]!["assurance"]);
        Assert.Equal(180, (int?)state["idleSeconds"]);
        Assert.Equal(1200, (int?)state["absoluteSeconds"]);
        Assert.Equal(18, (int?)state["renewalSeconds"]);
    }

    [Fact]
    public async Task The_callbacks_may_change_a_sign_in_and_learn_of_the_session()
    {
        SojournSessionSeen? seen = null;
        await using var site = await StartAsync(options: all =>
        {
            all.Events.OnSigningIn = (signingIn, _) =>
            {
                signingIn.Kind = "kiosk";
                signingIn.Methods = ["swk"];
                signingIn.AbsoluteTimeout = TimeSpan.FromMinutes(40);
                return ValueTask.CompletedTask;
            };
            all.Events.OnSignedIn = (signedIn, _) =>
            {
                seen = new SojournSessionSeen(signedIn.Session.Id.ToString(), signedIn.Session.Kind);
                return ValueTask.CompletedTask;
            };
        });
        var browser = await site.SignedInAsync();

        var state = await browser.StateAsync();

        Assert.Equal(new SojournSessionSeen((string)state["session"]!["id"]!, "kiosk"), seen);
        Assert.Equal("swk", (string?)state["session"]!["methods"]![0]);
        Assert.Equal(2400, (int?)state["absoluteSeconds"]);
    }

    [Fact]
    public async Task A_callback_that_fails_fails_the_sign_in_and_leaves_no_session()
    {
        await using var site = await StartAsync(options: all =>
            all.Events.OnSignedIn = (_, _) => throw new InvalidOperationException("The host refuses."));
        var browser = site.NewBrowser();

        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.PostAsync("/sign-in?subject=ada"));

        Assert.Empty(browser.Cookies);
        var manager = site.Services.GetRequiredService<SessionManager>();
        var live = await manager.ListAsync(
            new Stores.SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: false),
            after: null, most: 10, CancellationToken.None);
        Assert.Empty(live.Sessions);
    }

    [Fact]
    public async Task A_failed_callback_sends_no_credential_with_the_hosts_error_page()
    {
        await using var site = await StartAsync(
            options: all => all.Events.OnSignedIn = (_, _) => throw new InvalidOperationException("The host refuses."),
            endpoints: app => app.MapPost("/careful", async (HttpContext context) =>
            {
                try
                {
                    await context.SignInAsync(TestSite.PersonOf("ada"));
                    return "signed in";
                }
                catch (InvalidOperationException)
                {
                    return "refused";
                }
            }));
        var browser = site.NewBrowser();

        var answer = await browser.PostAsync("/careful");

        Assert.Equal("refused", await answer.Content.ReadAsStringAsync());
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_reissue_keeps_the_session_and_its_deadlines_and_replaces_the_claims()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var before = await browser.StateAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        await browser.PostAsync("/reissue?role=admin");

        var after = await browser.StateAsync();
        Assert.Equal((string?)before["session"]!["id"], (string?)after["session"]!["id"]);
        Assert.True((int)after["session"]!["generation"]! > (int)before["session"]!["generation"]!);
        Assert.Equal((int)before["absoluteSeconds"]! - 60, (int)after["absoluteSeconds"]!);
        Assert.Equal("admin", (string?)after["session"]!["claims"]!["role"]);
    }

    private sealed record SojournSessionSeen(string Id, string Kind);
}
