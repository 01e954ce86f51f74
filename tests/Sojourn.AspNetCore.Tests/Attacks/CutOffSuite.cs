using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Attacks;

/// <summary>
/// Sign-ins that one write voided: a person's, a tenant's, everyone's. No row is touched here, so what holds is the cut-off
/// and not the ends that may follow it.
/// </summary>
public abstract class CutOffSuite : CarrierSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private protected CutOffSuite(CarrierKit kit)
        : base(kit)
    {
    }

    public static TheoryData<CutOffScope> Scopes => [CutOffScope.Subject, CutOffScope.Tenant, CutOffScope.Everyone];

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task It_voids_what_it_is_for_at_once_and_nothing_else(CutOffScope scope)
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var ada = await SignedInAsync(site, "ada", "acme");
        var bob = await SignedInAsync(site, "bob", "acme");
        var elsewhere = await SignedInAsync(site, "ada", "other");
        Clock.Advance(Instant);

        await CutOffHost.CutOffAsync(site, scope);

        await AssertRefusedAsync(ada);
        Assert.Equal(scope == CutOffScope.Subject, await IsSignedInAsync(bob));
        Assert.Equal(scope != CutOffScope.Everyone, await IsSignedInAsync(elsewhere));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Every_copy_that_was_handed_out_before_it_is_refused(CutOffScope scope)
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var browser = await SignedInAsync(site, "ada", "acme");
        var copies = await CopiesAsync(browser);

        await CutOffHost.CutOffAsync(site, scope);

        foreach (var copy in copies)
        {
            await AssertRefusedAsync(copy);
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_warm_node_obeys_it_when_the_feed_has_told_of_it(CutOffScope scope)
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        await using var there = await StartAsync(endpoints: CutOffHost.Map);
        var copies = await WarmCopiesAsync(here, there);

        await CutOffHost.CutOffAsync(here, scope);

        await AssertRefusedInTheEndAsync(copies);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_node_that_lost_what_the_feed_told_obeys_it(CutOffScope scope)
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        await using var there = await StartAsync(endpoints: CutOffHost.Map);
        var copies = await WarmCopiesAsync(here, there);
        Store.LosesChanges = true;

        await CutOffHost.CutOffAsync(here, scope);

        await AssertRefusedInTheEndAsync(copies);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_node_that_nothing_is_told_obeys_it_within_the_staleness_bound(CutOffScope scope)
    {
        var silent = new SilentStore(Clock);
        await using var here = await StartAsync(chosen => chosen.AddStore(_ => silent), endpoints: CutOffHost.Map);
        await using var there = await StartAsync(chosen => chosen.AddStore(_ => silent), endpoints: CutOffHost.Map);
        var copies = await WarmCopiesAsync(here, there);

        await CutOffHost.CutOffAsync(here, scope);

        Clock.Advance(TimeSpan.FromSeconds(5));
        await AssertRefusedInTheEndAsync(copies);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Where_the_store_is_asked_it_counts_at_once_on_a_node_that_nothing_is_told(CutOffScope scope)
    {
        var silent = new SilentStore(Clock);
        await using var here = await StartAsync(chosen => chosen.AddStore(_ => silent), endpoints: CutOffHost.Map);
        await using var there = await StartAsync(chosen => chosen.AddStore(_ => silent), endpoints: CutOffHost.Map);
        var copies = await WarmCopiesAsync(here, there);

        await CutOffHost.CutOffAsync(here, scope);

        foreach (var copy in copies)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await copy.GetAsync("/certain")).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_node_that_starts_after_it_obeys_it_from_the_first_request_on(CutOffScope scope)
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        var browser = await SignedInAsync(here, "ada", "acme");
        var copies = await CopiesAsync(browser);
        await CutOffHost.CutOffAsync(here, scope);

        await using var later = await StartAsync(endpoints: CutOffHost.Map);

        foreach (var copy in copies)
        {
            await AssertRefusedAsync(copy.MovedTo(later.Server.CreateHandler()));
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_sign_in_under_way_on_another_node_does_not_survive_it(CutOffScope scope)
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        await using var there = await StartAsync(endpoints: CutOffHost.Map);
        var intruder = there.NewBrowser();
        var gate = Store.PauseBefore("create");

        var signIn = CutOffHost.SignInAsync(intruder, "ada", "acme");
        await gate.Reached;
        Clock.Advance(Instant);
        await CutOffHost.CutOffAsync(here, scope);
        gate.Open();
        await signIn;

        await AssertRefusedAsync(intruder.MovedTo(here.Server.CreateHandler()));
        await AssertRefusedInTheEndAsync([intruder]);
        await using var later = await StartAsync(endpoints: CutOffHost.Map);
        await AssertRefusedAsync(intruder.MovedTo(later.Server.CreateHandler()));
    }

    /// <remarks>A code by mail, an external provider: longer than any node remembers what it was told for leases.</remarks>
    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_sign_in_that_took_longer_than_a_lease_does_not_survive_it(CutOffScope scope)
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        var startedAt = Clock.GetUtcNow();
        Clock.Advance(Instant);
        await CutOffHost.CutOffAsync(here, scope);
        Clock.Advance(BeyondEveryLease + BeyondEveryLease + BeyondEveryLease);
        await using var there = await StartAsync(endpoints: CutOffHost.Map);
        await ListeningAsync(there);
        var intruder = there.NewBrowser();

        await CutOffHost.SignInAsync(intruder, "ada", "acme", startedAt);

        await AssertRefusedAsync(intruder);
        await AssertRefusedInTheEndAsync([intruder.MovedTo(here.Server.CreateHandler())]);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_sign_in_of_one_millisecond_before_it_is_void_and_one_of_the_same_is_not(CutOffScope scope)
    {
        await using var site = await StartAsync(endpoints: CutOffHost.Map);
        var before = await SignedInAsync(site, "ada", "acme");
        Clock.Advance(Instant);
        var same = await SignedInAsync(site, "ada", "acme");

        await CutOffHost.CutOffAsync(site, scope);
        var behind = await SignedInAsync(site, "ada", "acme");
        Clock.Advance(Instant);
        var after = await SignedInAsync(site, "ada", "acme");

        await AssertRefusedAsync(before);
        Clock.Advance(BeyondEveryLease);
        await AssertRefusedAsync(before);
        Assert.True(await IsSignedInAsync(same));
        Assert.True(await IsSignedInAsync(behind));
        Assert.True(await IsSignedInAsync(after));
    }

    [Fact]
    public async Task The_request_that_changed_the_password_keeps_its_own_session_on_every_node()
    {
        await using var here = await StartAsync(endpoints: CutOffHost.Map);
        await using var there = await StartAsync(endpoints: CutOffHost.Map);
        var own = await SignedInAsync(here, "ada", "acme");
        var other = await SignedInAsync(here, "ada", "acme");
        var elsewhere = other.MovedTo(there.Server.CreateHandler());
        Assert.True(await IsSignedInAsync(elsewhere));
        Clock.Advance(Instant);

        (await own.PostAsync("/change-password")).EnsureSuccessStatusCode();

        await AssertRefusedAsync(other);
        await AssertRefusedInTheEndAsync([elsewhere]);
        await using var later = await StartAsync(endpoints: CutOffHost.Map);
        Assert.True(await IsSignedInAsync(own.MovedTo(there.Server.CreateHandler())));
        Assert.True(await IsSignedInAsync(own.MovedTo(later.Server.CreateHandler())));
        Clock.Advance(BeyondEveryLease);
        Assert.True(await IsSignedInAsync(own));
    }

    private async Task<List<TestBrowser>> WarmCopiesAsync(TestSite here, TestSite there)
    {
        var copies = await CopiesAsync(await SignedInAsync(here, "ada", "acme"));
        var elsewhere = copies.ConvertAll(copy => copy.MovedTo(there.Server.CreateHandler()));
        foreach (var copy in elsewhere)
        {
            Assert.True(await IsSignedInAsync(copy));
        }

        return elsewhere;
    }

    /// <summary>What the browser held since the sign-in, and what it holds after a rotation: both still good.</summary>
    private async Task<List<TestBrowser>> CopiesAsync(TestBrowser browser)
    {
        var stale = browser.Copy();
        Clock.Advance(Instant);
        (await browser.PostAsync("/rotate")).EnsureSuccessStatusCode();
        Clock.Advance(Instant);
        return [stale, browser.Copy()];
    }

    private static async Task<TestBrowser> SignedInAsync(TestSite site, string subject, string tenant)
    {
        var browser = site.NewBrowser();
        await CutOffHost.SignInAsync(browser, subject, tenant);
        Assert.True(await IsSignedInAsync(browser));
        return browser;
    }

    /// <summary>Waits until the node is told of changes: from then on it believes leases unasked.</summary>
    private static async Task ListeningAsync(TestSite site)
    {
        var memory = site.Services.GetRequiredService<NodeMemory>();
        using var patience = new CancellationTokenSource(Patience);
        while (!memory.IsFed && !patience.IsCancellationRequested)
        {
            await Task.Yield();
        }

        Assert.True(memory.IsFed);
    }

    private static async Task<bool> IsSignedInAsync(TestBrowser browser) =>
        (await browser.GetAsync("/private")).StatusCode == HttpStatusCode.OK;

    /// <summary>Neither what is shown at each request nor what is shown to get another is worth anything.</summary>
    private async Task AssertRefusedAsync(TestBrowser browser)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Copy().GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Kit.ShowAsync(browser.Copy())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Copy().GetAsync("/certain")).StatusCode);
    }

    private async Task AssertRefusedInTheEndAsync(List<TestBrowser> browsers)
    {
        using var patience = new CancellationTokenSource(Patience);
        foreach (var browser in browsers)
        {
            while (await IsSignedInAsync(browser) && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }

            await AssertRefusedAsync(browser);
        }
    }
}
