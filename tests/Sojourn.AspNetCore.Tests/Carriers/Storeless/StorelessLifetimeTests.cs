using System.Net;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>How long a session lives that no store keeps, and what its node remembers of it.</summary>
public sealed class StorelessLifetimeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Activity_is_sealed_in_once_an_interval_and_moves_the_idle_deadline_on_every_node()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        var first = browser.Token;
        _clock.Advance(TimeSpan.FromSeconds(59));
        await browser.GetAsync("/private");
        Assert.Equal(first, browser.Token, StringComparer.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await browser.GetAsync("/private");
        var second = browser.Token;
        await browser.GetAsync("/private");

        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Equal(second, browser.Token, StringComparer.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(29.5));
        Assert.Equal("ada", await TextAsync(browser.MovedTo(there.Server.CreateHandler()), "/private"));
        Assert.Equal(1, (int?)(await browser.StateAsync())["session"]!["generation"]);
    }

    [Fact]
    public async Task What_is_no_activity_is_not_sealed_in_and_an_idle_session_is_told_so()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var sealedText = browser.Token;
        for (var minutes = 0; minutes < 30; minutes++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/poll")).StatusCode);
            _clock.Advance(Minute);
        }

        var answer = await browser.GetAsync("/private");

        Assert.Equal(sealedText, browser.Token, StringComparer.Ordinal);
        Assert.Equal("idle", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task Staying_signed_in_is_sealed_in_at_once()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        _clock.Advance(TimeSpan.FromMinutes(29));

        await browser.PostAsync("/sojourn/session/renew", new { cause = "extend" });
        _clock.Advance(TimeSpan.FromMinutes(29));

        Assert.Equal("ada", await TextAsync(browser.MovedTo(there.Server.CreateHandler()), "/private"));
    }

    [Fact]
    public async Task No_path_extends_the_absolute_deadline()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        string[] paths = ["/change", "/step-up", "/rotate", "/reissue?role=admin", "/sojourn/session/renew"];
        for (var minutes = 0; minutes < 60; minutes++)
        {
            (await browser.PostAsync(paths[minutes % paths.Length])).EnsureSuccessStatusCode();
            _clock.Advance(Minute);
        }

        var answer = await browser.GetAsync("/private");

        Assert.Equal("absolute", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task A_sign_out_is_remembered_here_for_as_long_as_a_copy_could_be_presented()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var copy = browser.Copy();
        await copy.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");
        for (var minutes = 0; minutes < 59; minutes++)
        {
            var refused = await copy.GetAsync("/private");
            Assert.Equal("signed-out", (string?)(await TestBrowser.JsonOf(refused))["reason"]);
            _clock.Advance(Minute);
        }
    }

    [Fact]
    public async Task A_superseded_cookie_is_refused_here_for_as_long_as_it_could_be_presented()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var superseded = browser.Copy();
        await browser.PostAsync("/step-up");
        _clock.Advance(TimeSpan.FromSeconds(11));

        for (var minutes = 0; minutes < 59; minutes++)
        {
            Assert.NotEqual(HttpStatusCode.OK, (await superseded.GetAsync("/private")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
            _clock.Advance(Minute);
        }
    }

    [Fact]
    public async Task A_start_of_the_process_voids_every_session_from_before_it()
    {
        await using var before = await StartAsync();
        var browser = await before.SignedInAsync();
        _clock.Advance(Minute);
        await browser.GetAsync("/private");

        await using var after = await StartAsync();
        var answer = await browser.MovedTo(after.Server.CreateHandler()).GetAsync("/private");

        Assert.Equal("cut-off", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
        Assert.Equal(1, after.Logs.CountOf(3004));
        Assert.Equal(0, after.Logs.CountOf(3000));
    }

    [Fact]
    public async Task An_option_accepts_them_and_says_so_at_start()
    {
        await using var before = await StartAsync();
        var browser = await before.SignedInAsync();
        _clock.Advance(Minute);

        await using var after = await StartAsync(storeless: all => all.AcceptSessionsFromBeforeStart = true);

        Assert.Equal("ada", await TextAsync(browser.MovedTo(after.Server.CreateHandler()), "/private"));
        Assert.Equal(1, after.Logs.CountOf(3000));
    }

    private static async Task<string> TextAsync(TestBrowser browser, string path) =>
        await (await browser.GetAsync(path)).Content.ReadAsStringAsync();

    private Task<TestSite> StartAsync(Action<StorelessOptions>? storeless = null) =>
        TestSite.StartStorelessAsync(_clock, storeless: storeless, host: SharedKeys.Add);
}
