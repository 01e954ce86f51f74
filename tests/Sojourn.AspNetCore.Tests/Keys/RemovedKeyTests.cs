using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Keys that go and keys that retire, seen from browsers on two nodes.</summary>
public sealed class RemovedKeyTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ProbeStore _store;

    public RemovedKeyTests() => _store = new ProbeStore(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Carrier.Cookie)]
    [InlineData(Carrier.Sealed)]
    public async Task A_removed_session_key_is_refused_here_at_once_and_elsewhere_after_one_step(Carrier carrier)
    {
        await using var here = await StartAsync(carrier);
        await using var elsewhere = await StartAsync(carrier);
        var browser = await here.SignedInAsync();
        var there = browser.MovedTo(elsewhere.Server.CreateHandler());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/private")).StatusCode);

        Assert.True(await here.Services.GetRequiredService<SessionKeys>().RemoveAsync("1", Cancel));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/private")).StatusCode);
        await elsewhere.Services.GetRequiredService<NodeSteps>().KeysAsync(Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/private")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await here.SignedInAsync()).GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_a_retiring_key_is_replaced_once_at_a_private_answer_and_other_tabs_go_on()
    {
        await using var site = await StartAsync(Carrier.Cookie);
        var browser = await site.SignedInAsync();
        var tab = browser.MovedTo(site.Server.CreateHandler());
        await site.Services.GetRequiredService<SessionKeys>().AnnounceAsync(SessionKeyKind.Session, Cancel);
        _clock.Advance(TimeSpan.FromDays(1));
        await site.Services.GetRequiredService<NodeSteps>().KeysAsync(Cancel);

        var open = await browser.GetAsync("/public");
        var closed = await browser.GetAsync("/private");
        var again = await browser.GetAsync("/private");
        var other = await tab.GetAsync("/private");

        Assert.Null(TestBrowser.HeaderOf(open, "Set-Cookie"));
        Assert.NotNull(TestBrowser.HeaderOf(closed, "Set-Cookie"));
        Assert.Null(TestBrowser.HeaderOf(again, "Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Null(TestBrowser.HeaderOf(other, "Set-Cookie"));
    }

    [Fact]
    public async Task Eight_nodes_that_start_at_once_on_one_file_share_one_ring()
    {
        var folder = Directory.CreateTempSubdirectory("sojourn");
        var sites = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TestSite.StartAsync(
            store: chosen => chosen.AddSqlite(options => options.Path = Path.Combine(folder.FullName, "sessions.db")),
            host: SharedKeys.Add)));

        var materials = sites
            .Select(site => Convert.ToHexString(site.Services.GetRequiredService<KeyRing>().Active.Material))
            .Distinct(StringComparer.Ordinal);

        Assert.Single(materials);
        foreach (var site in sites)
        {
            await site.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private Task<TestSite> StartAsync(Carrier carrier) => TestSite.StartAsync(_store, _clock, Configure(carrier), SharedKeys.Add);

    private static Action<SojournOptions> Configure(Carrier carrier) => all =>
    {
        all.Carrier = carrier;
        all.IdleTimeout = TimeSpan.FromDays(30);
        all.AbsoluteTimeout = TimeSpan.FromDays(30);
    };
}
