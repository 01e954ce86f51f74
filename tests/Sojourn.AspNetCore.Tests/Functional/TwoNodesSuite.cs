using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Kits;
using Sojourn.Registration;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Two nodes over one store.</summary>
public abstract class TwoNodesSuite : CarrierSuite, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-nodes-");

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected TwoNodesSuite(CarrierKit kit)
        : base(kit)
    {
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_started_on_one_node_is_known_on_the_other(bool isSqlite)
    {
        var (here, there) = await StartAsync(isSqlite);
        await using var first = here;
        await using var second = there;
        var browser = await first.SignedInAsync();

        var answer = await browser.MovedTo(second.Server.CreateHandler()).GetAsync("/private");

        Assert.Equal("ada", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_out_here_is_refused_there_at_once_where_the_store_is_asked(bool isSqlite)
    {
        var (here, there) = await StartAsync(isSqlite);
        await using var first = here;
        await using var second = there;
        var browser = await first.SignedInAsync();
        var elsewhere = browser.MovedTo(second.Server.CreateHandler());
        await elsewhere.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");

        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/certain")).StatusCode);
    }

    [Fact]
    public async Task A_revocation_here_reaches_a_warm_node_by_the_feed()
    {
        var (here, there) = await StartAsync(isSqlite: false);
        await using var first = here;
        await using var second = there;
        var victim = await first.SignedInAsync();
        var other = await first.SignedInAsync();
        var elsewhere = victim.MovedTo(second.Server.CreateHandler());
        await elsewhere.GetAsync("/private");

        await other.DeleteAsync("/sojourn/sessions");

        using var patience = new CancellationTokenSource(Patience);
        var status = HttpStatusCode.OK;
        while (status == HttpStatusCode.OK && !patience.IsCancellationRequested)
        {
            await Task.Yield();
            status = (await elsewhere.GetAsync("/private")).StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task Without_the_feed_a_revocation_is_seen_within_the_staleness_bound()
    {
        var store = new SilentStore(Clock);
        await using var first = await StartAsync(chosen => chosen.AddStore(_ => store));
        await using var second = await StartAsync(chosen => chosen.AddStore(_ => store));
        var browser = await first.SignedInAsync();
        var elsewhere = browser.MovedTo(second.Server.CreateHandler());
        await elsewhere.GetAsync("/private");

        await browser.DeleteAsync("/sojourn/session");
        Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = await elsewhere.GetAsync("/private");

        Assert.Equal("signed-out", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    private async Task<(TestSite First, TestSite Second)> StartAsync(bool isSqlite)
    {
        var path = Path.Combine(_folder.FullName, "sessions.db");
        Action<ISojournBuilder> store = isSqlite
            ? chosen => chosen.AddSqlite(sqlite => sqlite.Path = path)
            : chosen => chosen.AddStore(_ => Store);
        var first = await StartAsync(store);
        return (first, await StartAsync(store));
    }
}
