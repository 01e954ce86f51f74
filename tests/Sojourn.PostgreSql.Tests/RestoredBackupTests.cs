using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.Soak;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>A real server that comes back as it was before a sign-out, while nodes that know better run on.</summary>
public sealed class RestoredBackupTests : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("sojourn-restored-");
    private readonly SoakLedger _ledger = new();

    [Fact]
    public async Task A_session_that_was_ended_after_the_backup_is_ended_again_by_the_nodes_that_remember()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var node = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys);
        var browser = new SoakJar(_http, _ledger);
        Assert.Equal(HttpStatusCode.OK, await browser.SendAsync(node, HttpMethod.Post, "/sign-in?subject=ada", "sign in"));
        await server.BackUpAsync();
        await UntilAsync(node, browser, HttpStatusCode.OK);
        var copy = browser.Copy();
        Assert.Equal(HttpStatusCode.NoContent, await browser.SendAsync(node, HttpMethod.Delete, "/sojourn/session", "sign out"));

        await server.RestoreAsync();
        await using var fresh = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys);

        // The node that knows nothing is told by the one that does, through the store; nobody presents the cookie there.
        await UntilAsync(fresh, copy, HttpStatusCode.Unauthorized);
        Assert.Empty(await node.Services.GetRequiredService<ICutOffStore>().ListAsync(
            DateTimeOffset.MinValue, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_server_that_was_set_back_further_than_anybody_remembers_suspends_who_had_signed_in()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        var browser = new SoakJar(_http, _ledger);
        await using (var before = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys))
        {
            Assert.Equal(HttpStatusCode.OK, await browser.SendAsync(before, HttpMethod.Post, "/sign-in?subject=ada", "sign in"));
        }

        await server.BackUpAsync();
        // All that the node of below ever stood at comes after what the backup knows.
        await using (var gone = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys))
        {
            await SignInAndOutAsync(gone);
        }

        await using var node = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys);
        await SignInAndOutAsync(node);
        await server.RestoreAsync();

        await UntilAsync(node, browser, HttpStatusCode.ServiceUnavailable);
        await using var fresh = await SoakNode.StartAsync(server.Port, server.ConnectionString, _keys);
        await UntilAsync(fresh, browser, HttpStatusCode.ServiceUnavailable);
        var later = new SoakJar(_http, _ledger);
        Assert.Equal(HttpStatusCode.OK, await later.SendAsync(fresh, HttpMethod.Post, "/sign-in?subject=ada", "sign in"));
        Assert.Equal(HttpStatusCode.OK, await later.SendAsync(fresh, HttpMethod.Get, "/certain", "use"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _keys.Delete(recursive: true);
    }

    private async Task SignInAndOutAsync(SoakNode node)
    {
        var other = new SoakJar(_http, _ledger);
        Assert.Equal(HttpStatusCode.OK, await other.SendAsync(node, HttpMethod.Post, "/sign-in?subject=grace", "sign in"));
        Assert.Equal(HttpStatusCode.NoContent, await other.SendAsync(node, HttpMethod.Delete, "/sojourn/session", "sign out"));
    }

    /// <summary>Asks until the answer is the expected one: a server has to start and connections have to be made anew.</summary>
    private static async Task UntilAsync(SoakNode node, SoakJar browser, HttpStatusCode expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        HttpStatusCode? answer;
        while ((answer = await browser.SendAsync(node, HttpMethod.Get, "/certain", "wait")) != expected)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"The last answer was {answer}, not {expected}.");
        }
    }
}
