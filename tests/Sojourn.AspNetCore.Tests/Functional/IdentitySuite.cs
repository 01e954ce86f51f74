using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Functional;

/// <summary>ASP.NET Core Identity signing in to Sojourn.</summary>
public abstract class IdentitySuite : CarrierSuite
{
    private protected IdentitySuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Fact]
    public async Task The_password_signs_in_and_the_sign_out_signs_out()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();

        var name = await browser.GetAsync("/private");
        var isSignedIn = await browser.GetAsync("/identity/is-signed-in");
        var anonymous = await identity.Site.NewBrowser().GetAsync("/identity/is-signed-in");
        await browser.PostAsync("/identity/sign-out");
        var after = await browser.GetAsync("/private");

        Assert.Equal("ada", await name.Content.ReadAsStringAsync());
        Assert.Equal("true", await isSignedIn.Content.ReadAsStringAsync());
        Assert.Equal("false", await anonymous.Content.ReadAsStringAsync());
        Assert.Equal("session-required", await TestBrowser.CodeOf(after));
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_at_once_and_spares_the_one_that_changed_it()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var here = await identity.SignedInAsync();
        var there = await identity.SignedInAsync();
        await there.GetAsync("/private");
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await here.PostAsync("/identity/change-password");
        var other = await there.GetAsync("/private");
        var own = await here.GetAsync("/private");

        Assert.Equal("true", await changed.Content.ReadAsStringAsync());
        Assert.Equal("credentials-changed", (string?)(await TestBrowser.JsonOf(other))["reason"]);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task A_password_change_that_refreshes_its_sign_in_stays_signed_in_beyond_the_next_check()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await browser.PostAsync("/identity/change-password?refresh=true");
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_refreshed_sign_in_is_the_same_session_with_a_higher_generation()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        var before = await browser.StateAsync();

        await browser.PostAsync("/identity/refresh");

        var after = await browser.StateAsync();
        Assert.Equal((string?)before["session"]!["id"], (string?)after["session"]!["id"]);
        Assert.Equal(2, (int?)after["session"]!["generation"]);
    }

    [Fact]
    public async Task A_hundred_wrong_passwords_end_nothing()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        var attacker = identity.Site.NewBrowser();
        var answers = new List<string>();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var answer = await attacker.PostAsync("/identity/sign-in?name=ada&password=wrong");
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        identity.Site.Clock.Advance(TimeSpan.FromMinutes(6));
        var alive = await browser.GetAsync("/private");

        Assert.Equal("LockedOut", answers[^1]);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_stamp_that_changed_behind_the_hosts_back_is_found_within_five_minutes()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        await browser.GetAsync("/private");
        identity.Table.Users["ada-id"].SecurityStamp = "changed elsewhere";

        identity.Site.Clock.Advance(TimeSpan.FromMinutes(5));
        var answer = await browser.GetAsync("/private");

        Assert.Equal("credentials-changed", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task A_check_that_could_not_be_made_is_made_by_the_next_request()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        await browser.GetAsync("/private");
        identity.Table.Users["ada-id"].SecurityStamp = "changed elsewhere";
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(5));

        identity.Table.IsDown = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/private"));
        identity.Table.IsDown = false;
        var answer = await browser.GetAsync("/private");

        Assert.Equal("session-ended", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_deleted_user_leaves_no_session()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var first = await identity.SignedInAsync();
        var second = await identity.SignedInAsync();
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));

        await identity.WithUsersAsync(async users => await users.DeleteAsync((await users.FindByIdAsync("ada-id"))!));

        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/private")).StatusCode);
        var left = await identity.Site.Services.GetRequiredService<SessionManager>().ListAsync(
            new SubjectSessions(Tenant: null, new SubjectId("ada-id"), Except: null, IncludeEnded: false),
            after: null, most: 10, CancellationToken.None);
        Assert.Empty(left.Sessions);
    }

    [Fact]
    public async Task An_administrators_reset_ends_every_session_of_the_person()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await identity.SignedInAsync();
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));

        await identity.WithUsersAsync(async users =>
        {
            var user = (await users.FindByIdAsync("ada-id"))!;
            var token = await users.GeneratePasswordResetTokenAsync(user);
            Assert.True((await users.ResetPasswordAsync(user, token, IdentitySite.Password + "y")).Succeeded);
        });

        Assert.Equal("credentials-changed", (string?)(await browser.StateAsync())["reason"]);
    }

    [Fact]
    public async Task Two_factors_sign_in_and_start_when_the_password_was_given()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await PasswordOnlyAsync(identity);
        var half = await browser.GetAsync("/private");
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(2));

        var second = await browser.PostAsync("/identity/two-factor?code=" + await CodeAsync(identity));

        var state = await browser.StateAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, half.StatusCode);
        Assert.Equal("Succeeded", await second.Content.ReadAsStringAsync());
        Assert.Equal(120, (int?)state["session"]!["authenticatedSecondsAgo"]);
    }

    [Fact]
    public async Task A_password_change_between_the_factors_voids_the_sign_in()
    {
        await using var identity = await IdentitySite.StartAsync(Kit);
        var browser = await PasswordOnlyAsync(identity);
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await identity.Site.Services.GetRequiredService<SessionManager>().EndAllAsync(
            new SubjectSessions(Tenant: null, new SubjectId("bob-id"), Except: null, IncludeEnded: false),
            EndReason.CredentialsChanged, actor: null, CancellationToken.None);
        identity.Site.Clock.Advance(TimeSpan.FromMinutes(1));

        await browser.PostAsync("/identity/two-factor?code=" + await CodeAsync(identity));
        var answer = await browser.GetAsync("/private");

        Assert.Equal("credentials-changed", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task A_node_whose_clock_runs_ahead_voids_the_sign_in_all_the_same()
    {
        var storeClock = new ManualTimeProvider();
        var clock = new ManualTimeProvider(storeClock.GetUtcNow() + TimeSpan.FromMinutes(10));
        await using var identity = await IdentitySite.StartAsync(Kit, clock, storeClock);
        var browser = await PasswordOnlyAsync(identity);
        Advance(TimeSpan.FromMinutes(1));
        await identity.Site.Services.GetRequiredService<SessionManager>().EndAllAsync(
            new SubjectSessions(Tenant: null, new SubjectId("bob-id"), Except: null, IncludeEnded: false),
            EndReason.CredentialsChanged, actor: null, CancellationToken.None);
        Advance(TimeSpan.FromSeconds(30));

        await browser.PostAsync("/identity/two-factor?code=" + await CodeAsync(identity));
        Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);

        void Advance(TimeSpan by)
        {
            storeClock.Advance(by);
            clock.Advance(by);
        }
    }

    [Fact]
    public void Taking_over_an_identity_that_is_not_registered_is_refused()
    {
        var services = new ServiceCollection();

        var failure = Assert.Throws<InvalidOperationException>(() => services.AddSojourn().AddIdentity<IdentityUser>());

        Assert.StartsWith("SOJ3006", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<TestBrowser> PasswordOnlyAsync(IdentitySite identity)
    {
        var browser = identity.Site.NewBrowser();
        var answer = await browser.PostAsync($"/identity/sign-in?name=bob&password={IdentitySite.Password}");
        Assert.Equal("RequiresTwoFactor", await answer.Content.ReadAsStringAsync());
        return browser;
    }

    private static async Task<string> CodeAsync(IdentitySite identity)
    {
        var code = "";
        await identity.WithUsersAsync(async users =>
            code = await users.GenerateTwoFactorTokenAsync((await users.FindByIdAsync("bob-id"))!, "Email"));
        return code;
    }
}
