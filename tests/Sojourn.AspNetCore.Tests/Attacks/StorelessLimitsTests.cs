using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.AspNetCore.Carriers.Storeless;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>
/// What a host without a store cannot stop, each performed: docs/security/storeless.md names every one. A test here that
/// fails because an attack stopped working is good news, and the page changes with it.
/// </summary>
public sealed partial class StorelessLimitsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_copy_is_good_on_another_node_after_the_sign_out()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        var thief = browser.MovedTo(there.Server.CreateHandler());

        await browser.DeleteAsync("/sojourn/session");

        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("absolute", (string?)(await TestBrowser.JsonOf(await thief.GetAsync("/private")))["reason"]);
    }

    [Fact]
    public async Task A_copy_is_good_again_after_a_restart_that_accepts_older_sessions()
    {
        await using var before = await StartAsync();
        var browser = await before.SignedInAsync();
        var thief = browser.Copy();
        await browser.DeleteAsync("/sojourn/session");
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/private")).StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await using var lifted = await StartAsync(all => all.AcceptSessionsFromBeforeStart = true);
        await using var strict = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await thief.MovedTo(lifted.Server.CreateHandler()).GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.MovedTo(strict.Server.CreateHandler()).GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task An_older_seal_of_the_same_generation_is_good_until_its_own_idle_deadline()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        var older = browser.MovedTo(there.Server.CreateHandler());
        await using var third = await StartAsync();
        _clock.Advance(TimeSpan.FromMinutes(20));
        await browser.GetAsync("/private");
        _clock.Advance(TimeSpan.FromMinutes(9));

        var active = older.Copy();
        await active.GetAsync("/private");
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("idle", (string?)(await TestBrowser.JsonOf(await older.MovedTo(third.Server.CreateHandler()).GetAsync("/poll")))["reason"]);
        Assert.Equal(HttpStatusCode.OK, (await active.GetAsync("/poll")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/poll")).StatusCode);
    }

    [Fact]
    public async Task A_thief_and_the_person_go_on_side_by_side_and_nobody_notices()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();

        for (var minutes = 0; minutes < 59; minutes++)
        {
            Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/private")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(0, site.Logs.CountOf(1200));
    }

    [Fact]
    public async Task An_older_generation_keeps_its_role_on_a_node_that_did_not_see_the_change()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var browser = await here.SignedInAsync();
        await browser.PostAsync("/reissue?role=admin");
        var admin = browser.Copy();
        await browser.PostAsync("/reissue?role=customer");
        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.NotEqual(HttpStatusCode.OK, (await admin.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.MovedTo(there.Server.CreateHandler()).GetAsync("/admin")).StatusCode);
    }

    [Fact]
    public async Task A_long_superseded_generation_is_refused_and_nothing_ends()
    {
        await using var site = await StartAsync();
        var browser = await site.SignedInAsync();
        var thief = browser.Copy();
        await browser.PostAsync("/step-up");
        await browser.PostAsync("/step-up");
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("session-required", await TestBrowser.CodeOf(await thief.GetAsync("/private")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        Assert.Equal(0, site.Logs.CountOf(1200));
    }

    [Fact]
    public async Task Nobody_can_see_or_end_a_session_from_elsewhere()
    {
        await using var site = await StartAsync();
        var thief = await site.SignedInAsync();
        var person = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync("/sojourn/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await person.DeleteAsync("/sojourn/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await person.DeleteAsync("/sojourn/session?everywhere=true")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_leaked_key_of_the_host_makes_a_session_of_anybody()
    {
        await using var site = await StartAsync();
        var keys = site.Services.GetRequiredService<IDataProtectionProvider>();
        var forged = new DataProtectionLeaseSealer(keys, TestBrowser.SessionCookie).Seal(StorelessLease.Of("eve", _clock.GetUtcNow()));
        var thief = site.NewBrowser();
        thief.Token = "1" + forged;

        Assert.Equal("eve", await (await thief.GetAsync("/private")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_late_answer_of_another_node_brings_the_cookie_back_after_the_sign_out()
    {
        var gate = new Gate();
        await using var here = await StartAsync();
        await using var there = await TestSite.StartStorelessAsync(_clock, host: SharedKeys.Add, endpoints: app => app.MapGet("/slow", async () =>
        {
            await gate.PassAsync();
            return "slow";
        }).RequireAuthorization());
        var browser = await here.SignedInAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var elsewhere = browser.MovedTo(there.Server.CreateHandler());
        var slow = elsewhere.GetAsync("/slow");
        await gate.Reached;
        await browser.DeleteAsync("/sojourn/session");

        gate.Open();
        await slow;
        browser.Token = elsewhere.Token;

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.MovedTo(there.Server.CreateHandler()).GetAsync("/private")).StatusCode);
    }

    [Fact]
    public void The_page_names_exactly_what_is_performed_here()
    {
        var named = Named().Matches(File.ReadAllText(PagePath())).Select(match => match.Groups["method"].Value).Order(StringComparer.Ordinal);
        var performed = typeof(StorelessLimitsTests).GetMethods()
            .Where(method => method.DeclaringType == typeof(StorelessLimitsTests) && !string.Equals(method.Name, nameof(The_page_names_exactly_what_is_performed_here), StringComparison.Ordinal))
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(performed, named);
    }

    private static string PagePath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sojourn.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "docs", "security", "storeless.md");
    }

    private Task<TestSite> StartAsync(Action<StorelessOptions>? storeless = null) =>
        TestSite.StartStorelessAsync(_clock, storeless: storeless, host: SharedKeys.Add);

    [GeneratedRegex(@"`StorelessLimitsTests\.(?<method>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
