using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Testing;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>Answers out of order: a cookie that was sealed anew must not carry an older session over a newer one.</summary>
public sealed class LateAnswerTests
{
    private static readonly TimeSpan Lapsed = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _clock = new();
    private readonly Gate _gate = new();
    private readonly ProbeStore _store;

    public LateAnswerTests()
    {
        _store = new ProbeStore(_clock);
    }

    [Theory]
    [InlineData("/step-up")]
    [InlineData("/reissue?role=admin")]
    [InlineData("/rotate")]
    public async Task A_slow_request_that_began_before_a_rotation_seals_nothing(string rotation)
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        _clock.Advance(Lapsed);
        var slow = browser.GetAsync("/slow");
        await _gate.Reached;
        await browser.PostAsync(rotation);
        var newer = browser.Token;

        _gate.Open();
        var answer = await slow;

        Assert.Equal("ada", await answer.Content.ReadAsStringAsync());
        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
        Assert.Equal(newer, browser.Token, StringComparer.Ordinal);
        Assert.Equal(2, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    [Fact]
    public async Task A_slow_request_that_began_before_a_sign_out_sets_no_cookie_again()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        _clock.Advance(Lapsed);
        var slow = browser.GetAsync("/slow");
        await _gate.Reached;
        await browser.DeleteAsync("/sojourn/session");

        _gate.Open();
        await slow;

        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Nor_does_it_when_the_rotation_was_on_another_node_that_the_feed_has_told_of()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        _clock.Advance(Lapsed);
        var elsewhere = browser.MovedTo(there.Server.CreateHandler());
        var slow = elsewhere.GetAsync("/slow");
        await _gate.Reached;
        await browser.PostAsync("/step-up");
        Assert.True(SessionId.TryParse(await browser.IdAsync(), out var id));
        await HearsAsync(there, id);

        _gate.Open();
        var answer = await slow;

        Assert.Null(TestBrowser.HeaderOf(answer, "Set-Cookie"));
    }

    [Fact]
    public async Task Without_a_feed_the_older_cookie_is_sealed_and_is_never_taken_for_the_newer_one()
    {
        var silent = new SilentStore(_clock);
        await using var here = await StartAsync(silent);
        await using var there = await StartAsync(silent);
        var browser = await here.SignedInAsync();
        _clock.Advance(Lapsed);
        var elsewhere = browser.MovedTo(there.Server.CreateHandler());
        var slow = elsewhere.GetAsync("/slow");
        await _gate.Reached;
        await browser.PostAsync("/step-up");

        _gate.Open();
        await slow;
        browser.Token = elsewhere.Token;

        Assert.Equal("step-up-required", await TestBrowser.CodeOf(await browser.GetAsync("/fresh")));
        Assert.Equal(1, (int?)(await browser.StateAsync())["session"]!["generation"]);
        Assert.Equal(0, here.Logs.CountOf(1200));
    }

    [Fact]
    public async Task An_older_cookie_that_came_last_loses_the_step_up_then_the_session_and_ends_nothing()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        _clock.Advance(Lapsed);
        var late = browser.Copy();
        await late.GetAsync("/private");
        await browser.PostAsync("/step-up");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        var newer = browser.Copy();
        browser.Token = late.Token;

        var inGrace = await browser.GetAsync("/private");
        var fresh = await browser.GetAsync("/fresh");
        _clock.Advance(TimeSpan.FromSeconds(11));
        var racing = await browser.GetAsync("/private");
        _clock.Advance(TimeSpan.FromMinutes(2));
        var over = await browser.GetAsync("/private");
        _clock.Advance(TimeSpan.FromMinutes(20));
        var muchLater = await browser.GetAsync("/private");

        Assert.Equal(HttpStatusCode.OK, inGrace.StatusCode);
        Assert.Equal("step-up-required", await TestBrowser.CodeOf(fresh));
        Assert.Equal("superseded", await TestBrowser.CodeOf(racing));
        Assert.Equal("session-required", await TestBrowser.CodeOf(over));
        Assert.Equal("session-required", await TestBrowser.CodeOf(muchLater));
        Assert.Equal(0, site.Logs.CountOf(1200));
        Assert.Equal(HttpStatusCode.OK, (await newer.GetAsync("/private")).StatusCode);
        (await browser.PostAsync("/sign-in?subject=ada")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task An_older_cookie_that_was_sealed_long_before_the_rotation_is_reuse_as_ever()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        _clock.Advance(TimeSpan.FromSeconds(61));
        await browser.PostAsync("/step-up");
        await browser.GetAsync("/private");
        await site.FlushAsync();
        _clock.Advance(TimeSpan.FromMinutes(3));

        await thief.GetAsync("/private");

        Assert.Equal("reuse", (string?)(await TestBrowser.JsonOf(await browser.GetAsync("/private")))["reason"]);
    }

    [Fact]
    public async Task One_that_was_sealed_just_before_is_reuse_once_the_newer_one_has_been_active_since()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        await browser.PostAsync("/step-up");
        await browser.GetAsync("/private");
        _clock.Advance(TimeSpan.FromSeconds(71));
        await browser.GetAsync("/private");
        await site.FlushAsync();
        _clock.Advance(TimeSpan.FromSeconds(20));

        await thief.GetAsync("/private");

        Assert.Equal("reuse", (string?)(await TestBrowser.JsonOf(await browser.GetAsync("/private")))["reason"]);
    }

    private static async Task HearsAsync(TestSite site, SessionId id)
    {
        using var patience = new CancellationTokenSource(Patience);
        var memory = site.Services.GetRequiredService<NodeMemory>();
        while (memory.Known.Find(id) is null)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<TestSite> StartAsync() => TestSite.StartAsync(
        _store, _clock, options => options.Carrier = Carrier.Sealed, SharedKeys.Add, MapSlow);

    private Task<TestSite> StartAsync(SilentStore silent) => TestSite.StartAsync(
        _clock, chosen => chosen.AddStore(_ => silent), options => options.Carrier = Carrier.Sealed, SharedKeys.Add, MapSlow);

    private void MapSlow(WebApplication app) => app.MapGet("/slow", async (ClaimsPrincipal user) =>
    {
        await _gate.PassAsync();
        return user.Identity!.Name;
    }).RequireAuthorization();
}
