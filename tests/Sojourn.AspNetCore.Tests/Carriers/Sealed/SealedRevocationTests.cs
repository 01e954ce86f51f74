using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>Revocation holds on every node, although a sealed cookie is believed without asking the store.</summary>
public sealed class SealedRevocationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public SealedRevocationTests()
    {
        _store = new ProbeStore(_clock);
    }

    public static TheoryData<string> Revocations => ["sign-out", "device", "others", "subject", "everyone"];

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task On_the_node_of_the_revocation_every_copy_is_refused_at_once(string how)
    {
        await using var here = await StartAsync();
        var victim = await here.SignedInAsync();
        var copies = await CopiesAsync(victim);

        await RevokeAsync(here, victim, how);

        foreach (var copy in copies)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await copy.GetAsync("/private")).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task On_a_warm_node_every_copy_is_refused_when_the_feed_has_told_of_it(string how)
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var victim = await here.SignedInAsync();
        var copies = await CopiesAsync(victim);
        var elsewhere = copies.Select(copy => copy.MovedTo(there.Server.CreateHandler())).ToList();
        await WarmAsync(elsewhere);

        await RevokeAsync(here, victim, how);

        foreach (var copy in elsewhere)
        {
            await RefusedAsync(copy);
        }
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task On_a_node_that_has_just_started_every_copy_is_refused_from_the_first_request_on(string how)
    {
        await using var here = await StartAsync();
        var victim = await here.SignedInAsync();
        var copies = await CopiesAsync(victim);
        await RevokeAsync(here, victim, how);

        await using var later = await StartAsync();

        foreach (var copy in copies)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await copy.MovedTo(later.Server.CreateHandler()).GetAsync("/private")).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task On_a_node_that_lost_what_the_feed_told_every_copy_is_refused_as_well(string how)
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var victim = await here.SignedInAsync();
        var copies = await CopiesAsync(victim);
        var elsewhere = copies.Select(copy => copy.MovedTo(there.Server.CreateHandler())).ToList();
        await WarmAsync(elsewhere);
        _store.LosesChanges = true;

        await RevokeAsync(here, victim, how);

        foreach (var copy in elsewhere)
        {
            await RefusedAsync(copy);
        }
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public async Task On_a_node_that_nothing_is_told_every_copy_is_refused_within_the_bound(string how)
    {
        var silent = new SilentStore(_clock);
        await using var here = await StartAsync(silent);
        await using var there = await StartAsync(silent);
        var victim = await here.SignedInAsync();
        var copies = await CopiesAsync(victim);
        var elsewhere = copies.Select(copy => copy.MovedTo(there.Server.CreateHandler())).ToList();
        await WarmAsync(elsewhere);

        await RevokeAsync(here, victim, how);

        _clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var copy in elsewhere)
        {
            await RefusedAsync(copy);
        }
    }

    /// <summary>The cookie as it was at the sign-in, and one that was sealed anew since.</summary>
    private async Task<List<TestBrowser>> CopiesAsync(TestBrowser victim)
    {
        var stale = victim.Copy();
        _clock.Advance(TimeSpan.FromMinutes(6));
        await victim.GetAsync("/private");
        return [stale, victim.Copy()];
    }

    private static async Task WarmAsync(List<TestBrowser> copies)
    {
        foreach (var copy in copies)
        {
            Assert.Equal(HttpStatusCode.OK, (await copy.Copy().GetAsync("/private")).StatusCode);
        }
    }

    private static async Task RefusedAsync(TestBrowser copy)
    {
        using var patience = new CancellationTokenSource(Patience);
        var status = HttpStatusCode.OK;
        while (status == HttpStatusCode.OK && !patience.IsCancellationRequested)
        {
            await Task.Yield();
            status = (await copy.GetAsync("/private")).StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    private static async Task RevokeAsync(TestSite site, TestBrowser victim, string how)
    {
        var manager = site.Services.GetRequiredService<SessionManager>();
        switch (how)
        {
            case "sign-out":
                await victim.DeleteAsync("/sojourn/session");
                break;
            case "device":
                var device = await site.SignedInAsync();
                (await device.DeleteAsync($"/sojourn/sessions/{await victim.IdAsync()}")).EnsureSuccessStatusCode();
                break;
            case "others":
                var other = await site.SignedInAsync();
                (await other.DeleteAsync("/sojourn/sessions")).EnsureSuccessStatusCode();
                break;
            case "subject":
                var selection = new SubjectSessions(Tenant: null, new SubjectId("ada"), Except: null, IncludeEnded: false);
                await manager.EndAllAsync(selection, EndReason.CredentialsChanged, actor: null, CancellationToken.None);
                break;
            default:
                await manager.CutOffEveryoneAsync(EndReason.CutOff, CancellationToken.None);
                break;
        }
    }

    private Task<TestSite> StartAsync() =>
        TestSite.StartAsync(_store, _clock, options => options.Carrier = Carrier.Sealed, SharedKeys.Add);

    private Task<TestSite> StartAsync(SilentStore silent) => TestSite.StartAsync(
        _clock, chosen => chosen.AddStore(_ => silent), options => options.Carrier = Carrier.Sealed, SharedKeys.Add);
}
