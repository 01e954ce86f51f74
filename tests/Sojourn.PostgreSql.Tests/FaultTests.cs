using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>What is done to a server of its own.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_killed_while_it_writes_keeps_every_acknowledged_write()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = Open(server);
        await store.EndOneAsync();
        var writers = new Writers(store);
        var writing = writers.RunAsync(6);

        await writers.Busy.WaitAsync(Cancellation);
        await server.KillAsync();
        await writing;
        await server.RunAsync();

        foreach (var id in writers.Created)
        {
            Assert.NotNull(await store.FindAsync(id, Cancellation));
        }

        foreach (var id in writers.Ended)
        {
            Assert.NotNull((await store.FindAsync(id, Cancellation))?.Session.Ending);
        }
    }

    [Fact]
    public async Task A_paused_server_fails_the_call_and_serves_again_when_it_goes_on()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = Open(server);
        var session = await store.AddAsync();

        await server.PauseAsync();
        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.EndAsync(session.Id, Samples.Ending(), Cancellation));
        // A caller that has no connection yet is kept waiting no longer than one that has.
        var calls = Enumerable.Range(0, 4).Select(_ => Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.FindAsync(session.Id, Cancellation)));
        await Task.WhenAll(calls);
        await server.ResumeAsync();

        Assert.Contains("SOJ2102", failure.Message, StringComparison.Ordinal);
        Assert.NotNull((await Eventually(store, session.Id)).Session);
    }

    [Fact]
    public async Task Cancellation_stops_waiting_and_not_the_write()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = Open(server, TimeSpan.FromSeconds(30));
        var session = await store.AddAsync();
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var tail = await FeedTail.ListenAsync(store);

        await server.PauseAsync();
        var ending = store.EndAsync(session.Id, Samples.Ending(), cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ending);
        await server.ResumeAsync();

        Assert.Equal(StoreChangeKind.Ended, (await tail.UntilAsync(session.Id))[^1].Kind);
    }

    [Fact]
    public async Task A_feed_over_a_restart_fails_or_goes_on_and_loses_nothing()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var store = Open(server);
        var since = await store.GetTimeAsync(Cancellation);
        var first = await store.EndOneAsync();
        string position;
        await using (var before = new FeedTail(store, null, since))
        {
            position = (await before.UntilListeningAsync())[^1].Position;
            await server.KillAsync();
            await Assert.ThrowsAsync<SessionStoreException>(async () => await before.UntilAsync(Samples.Session().Id));
        }

        await server.RunAsync();
        await Eventually(store, first);
        var second = await store.EndOneAsync();

        await using var after = new FeedTail(store, position, since);
        var seen = await after.UntilListeningAsync();
        Assert.Contains(seen, change => change.Id == second);
        Assert.DoesNotContain(seen, change => change.Kind == StoreChangeKind.Interrupted);
    }

    private static PostgreSqlSojournStore Open(PostgreSqlServer server, TimeSpan? timeout = null) => new(
        new PostgreSqlStoreOptions
        {
            ConnectionString = server.ConnectionString,
            MigratesSchema = true,
            CommandTimeout = timeout ?? TimeSpan.FromSeconds(2),
        },
        TimeProvider.System);

    /// <summary>Connections that the fault broke fail once each, and are replaced.</summary>
    private static async Task<FoundSession> Eventually(PostgreSqlSojournStore store, SessionId id)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Assert.IsType<FoundSession>(await store.FindAsync(id, Cancellation));
            }
            catch (SessionStoreException) when (attempt < 20)
            {
                NpgsqlConnection.ClearAllPools();
            }
        }
    }
}
