using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>A host without a store: one pipeline, and the lease is the whole life.</summary>
public sealed class StorelessTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_person_signs_in_and_the_page_is_told_as_everywhere()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var state = await browser.StateAsync();

        Assert.Equal("ada", await TextAsync(browser, "/private"));
        Assert.Equal("active", (string?)state["status"]);
        Assert.Equal("sealed", (string?)state["session"]!["carrier"]);
        Assert.Equal(1, (int?)state["session"]!["generation"]);
        Assert.Equal(3600, (int?)state["absoluteSeconds"]);
        Assert.Equal(1800, (int?)state["idleSeconds"]);
    }

    [Fact]
    public async Task What_cannot_be_had_without_a_store_cannot_be_resolved()
    {
        await using var site = await StartAsync();

        Assert.Null(site.Services.GetService<SessionManager>());
        Assert.Null(site.Services.GetService<SessionKeys>());
        Assert.Null(site.Services.GetService<ISojournStore>());
        Assert.Null(site.Services.GetService<ICutOffStore>());
        Assert.Null(site.Services.GetService<IKeyRingStore>());
        Assert.Null(site.Services.GetService<IStoreChangeFeed>());
    }

    [Fact]
    public async Task Only_this_browsers_session_has_endpoints()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sojourn/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.DeleteAsync("/sojourn/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sojourn/events")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/sojourn/session/refresh")).StatusCode);
        Assert.Equal("invalid-request", await TestBrowser.CodeOf(await browser.DeleteAsync("/sojourn/session?everywhere=true")));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/sojourn/session/renew")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync("/sojourn/session")).StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task A_session_is_good_on_every_node_that_has_the_same_keys_and_on_no_other()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        await using var stranger = await TestSite.StartStorelessAsync(_clock);
        var browser = await here.SignedInAsync();

        Assert.Equal("ada", await TextAsync(browser.MovedTo(there.Server.CreateHandler()), "/private"));
        var elsewhere = await browser.MovedTo(stranger.Server.CreateHandler()).GetAsync("/private");
        Assert.Equal("session-required", await TestBrowser.CodeOf(elsewhere));
    }

    [Fact]
    public async Task A_new_sign_in_is_a_new_session_and_ends_the_one_before()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var before = browser.Copy();
        var id = await browser.IdAsync();

        await browser.PostAsync("/sign-in?subject=ada");

        Assert.NotEqual(id, await browser.IdAsync(), StringComparer.Ordinal);
        Assert.Equal(1, (int?)(await browser.StateAsync())["session"]!["generation"]);
        Assert.Equal("replaced", (string?)(await TestBrowser.JsonOf(await before.GetAsync("/private")))["reason"]);
    }

    [Fact]
    public async Task After_a_step_up_the_older_cookie_is_never_fresh_and_after_the_grace_is_nothing()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        _clock.Advance(TimeSpan.FromMinutes(6));
        var before = browser.Copy();
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(await browser.GetAsync("/fresh")));

        await browser.PostAsync("/step-up");

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/fresh")).StatusCode);
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(await before.Copy().GetAsync("/fresh")));
        Assert.Equal(HttpStatusCode.OK, (await before.Copy().GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("superseded", await TestBrowser.CodeOf(await before.Copy().GetAsync("/private")));
        _clock.Advance(1.5 * Minute);
        Assert.Equal("session-required", await TestBrowser.CodeOf(await before.Copy().GetAsync("/private")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_taken_role_is_not_in_the_older_cookie_after_the_grace()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        await browser.PostAsync("/reissue?role=admin");
        var admin = browser.Copy();
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/admin")).StatusCode);

        await browser.PostAsync("/reissue?role=customer");
        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.NotEqual(HttpStatusCode.OK, (await admin.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin")).StatusCode);
        Assert.Equal(3, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    [Fact]
    public async Task Rotations_on_two_nodes_take_turns_and_nothing_ends()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        var nodes = new[] { here.Server.CreateHandler(), there.Server.CreateHandler() };

        for (var turn = 0; turn < 8; turn++)
        {
            browser = browser.MovedTo(nodes[turn % 2]);
            (await browser.PostAsync(turn % 3 == 0 ? "/reissue?role=admin" : "/step-up")).EnsureSuccessStatusCode();
            Assert.Equal("ada", await TextAsync(browser, "/private"));
        }

        Assert.Equal(9, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    [Fact]
    public async Task Cross_site_requests_and_another_persons_page_are_refused_as_everywhere()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var id = await browser.IdAsync();
        await browser.PostAsync("/sign-in?subject=bob");

        var changed = await browser.GetAsync("/private", ("Sojourn-Expect", id));
        browser.FetchSite = "cross-site";
        var crossSite = await browser.PostAsync("/change");

        Assert.Equal("session-changed", await TestBrowser.CodeOf(changed));
        Assert.Equal("cross-site-request", await TestBrowser.CodeOf(crossSite));
    }

    [Fact]
    public async Task A_private_answer_carries_the_header_and_is_not_cached()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();

        var answer = await browser.GetAsync("/private");

        Assert.StartsWith("active", TestBrowser.HeaderOf(answer, "Sojourn-Session"), StringComparison.Ordinal);
        Assert.Equal("no-store", TestBrowser.HeaderOf(answer, "Cache-Control"));
    }

    [Fact]
    public async Task A_session_goes_on_changing_in_the_request_that_started_it()
    {
        await using var site = await StartAsync(endpoints: app => app.MapPost("/sign-in-and-rotate", async (HttpContext context) =>
        {
            await context.SignInAsync(SojournDefaults.AuthenticationScheme, TestSite.PersonOf("ada"));
            return await context.RotateSessionAsync();
        }).TreatAsSignIn());
        var browser = site.NewBrowser();

        var answer = await browser.PostAsync("/sign-in-and-rotate");

        Assert.Equal("true", await answer.Content.ReadAsStringAsync());
        Assert.Equal(2, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    private static async Task<string> TextAsync(TestBrowser browser, string path) =>
        await (await browser.GetAsync(path)).Content.ReadAsStringAsync();

    private Task<TestSite> StartAsync(Action<WebApplication>? endpoints = null) =>
        TestSite.StartStorelessAsync(_clock, host: SharedKeys.Add, endpoints: endpoints);
}
