using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>ASP.NET Core Identity without a store: what a changed credential reaches, and when.</summary>
public sealed class StorelessIdentityTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Sign_in_manager_starts_re_issues_and_ends_sessions()
    {
        await using var identity = await IdentitySite.StartStorelessAsync(_clock);
        var browser = await identity.SignedInAsync();

        (await browser.PostAsync("/identity/refresh")).EnsureSuccessStatusCode();
        Assert.Equal(2, (int?)(await browser.StateAsync())["session"]!["generation"]);
        Assert.Equal("true", await (await browser.GetAsync("/identity/is-signed-in")).Content.ReadAsStringAsync());

        await browser.PostAsync("/identity/sign-out");
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_changed_password_voids_the_others_on_this_node_at_once_and_spares_its_own_session()
    {
        await using var identity = await IdentitySite.StartStorelessAsync(_clock);
        var browser = await identity.SignedInAsync();
        var other = await identity.SignedInAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await browser.PostAsync("/identity/change-password?refresh=true")).EnsureSuccessStatusCode();

        var refused = await other.GetAsync("/private");
        Assert.Equal("credentials-changed", (string?)(await TestBrowser.JsonOf(refused))["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_stamp_that_changed_elsewhere_is_found_within_five_minutes()
    {
        await using var identity = await IdentitySite.StartStorelessAsync(_clock);
        var browser = await identity.SignedInAsync();
        await browser.GetAsync("/private");
        identity.Table.Users["ada-id"].SecurityStamp = "changed-elsewhere";

        _clock.Advance(TimeSpan.FromMinutes(5));
        var answer = await browser.GetAsync("/private");

        Assert.Equal("credentials-changed", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task A_deleted_user_is_refused_on_this_node_at_once()
    {
        await using var identity = await IdentitySite.StartStorelessAsync(_clock);
        var browser = await identity.SignedInAsync();
        await browser.GetAsync("/private");
        _clock.Advance(TimeSpan.FromSeconds(1));

        await identity.WithUsersAsync(async users => await users.DeleteAsync((await users.FindByIdAsync("ada-id"))!));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);
    }
}
