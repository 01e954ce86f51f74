using Sojourn.Faults;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>A server that comes back with nothing, and one that cannot be reached for a while.</summary>
public sealed class LostServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_comes_back_empty_refuses_everything_until_an_operator_makes_the_tables()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var running = Open(server.ConnectionString, migrates: true);
        var session = await running.AddAsync();

        await server.RunEmptyAsync();
        await EventuallyAsync(running, session.Id, expectsTables: false);
        await using (var operators = Open(server.ConnectionString, migrates: true))
        {
            await operators.GetTimeAsync(Cancellation);
        }

        Assert.Null(await EventuallyAsync(running, session.Id, expectsTables: true));
        Assert.False((await running.EndAsync(session.Id, Samples.Ending(), Cancellation)).Applied);
        await running.EndOneAsync();
    }

    [Fact]
    public async Task A_feed_is_told_that_the_server_came_back_empty()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        var since = Samples.Now;
        string position;
        await using (var store = Open(server.ConnectionString, migrates: true))
        {
            await store.EndOneAsync();
            await using var before = new FeedTail(store, null, since);
            position = (await before.UntilListeningAsync())[^1].Position;
        }

        await server.RunEmptyAsync();
        await using var again = Open(server.ConnectionString, migrates: true);
        await using var after = new FeedTail(again, position, since);

        Assert.Contains(await after.UntilListeningAsync(), change => change.Kind == StoreChangeKind.WentBack);
    }

    [Fact]
    public async Task A_server_that_is_cut_off_fails_calls_in_time_and_loses_nothing_acknowledged()
    {
        using var network = NetworkNamespace.TryCreate();
        await using var server = await PostgreSqlServer.StartAsync(network);
        // Where no network can be made, connections that swallow everything are the nearest thing.
        await using var proxy = network is null ? FaultProxy.Start(server.Port) : null;
        TestContext.Current.TestOutputHelper?.WriteLine(network is null ? "half-open proxy" : "network namespace");
        await using var store = Open(proxy?.Redirect(server.ConnectionString) ?? server.ConnectionString, migrates: true);
        var before = await store.EndOneAsync();
        var session = await store.AddAsync();
        var ending = Samples.Ending();

        Cut(proxy);
        var failure = await Assert.ThrowsAsync<SessionStoreException>(
            async () => await store.EndAsync(session.Id, ending, Cancellation));
        Heal(proxy);
        await EventuallyAsync(store, session.Id, expectsTables: true);
        var repeated = await store.EndAsync(session.Id, ending, Cancellation);

        // What was sent into the cut may still arrive: then the repetition is told its own end.
        Assert.Contains("SOJ2102", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ending.Operation, repeated.Ending?.Operation);
        Assert.NotNull((await store.FindAsync(before, Cancellation))?.Session.Ending);
    }

    private static void Cut(FaultProxy? proxy)
    {
        if (proxy is null)
        {
            NetworkNamespace.Cut();
        }

        proxy?.Set(Fault.Of(FaultKind.HalfOpen));
    }

    private static void Heal(FaultProxy? proxy)
    {
        if (proxy is null)
        {
            NetworkNamespace.Heal();
        }

        proxy?.Heal();
    }

    private static PostgreSqlSojournStore Open(string connectionString, bool migrates) => new(
        new PostgreSqlStoreOptions
        {
            ConnectionString = connectionString,
            MigratesSchema = migrates,
            CommandTimeout = TimeSpan.FromSeconds(2),
            ChangePollInterval = Schemas.Poll,
        },
        TimeProvider.System);

    /// <summary>Asks until the store answers as it stands now; connections that the fault broke fail once each.</summary>
    private static async Task<FoundSession?> EventuallyAsync(
        PostgreSqlSojournStore store, Sessions.SessionId id, bool expectsTables)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var found = await store.FindAsync(id, Cancellation);
                Assert.True(expectsTables, "There are no tables, and still the store says that it looked.");
                return found;
            }
            catch (SessionStoreException failure) when (attempt < 60)
            {
                if (!expectsTables && failure.InnerException is Npgsql.PostgresException { SqlState: "42P01" or "3F000" })
                {
                    return null;
                }
            }
        }
    }
}
