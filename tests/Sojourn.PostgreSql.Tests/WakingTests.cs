using Npgsql;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.PostgreSql;

/// <summary>Who is woken by what, seen by a stranger that listens to the channel.</summary>
public sealed class WakingTests : StoreTest
{
    [Fact]
    public async Task Ends_privileged_rotations_and_cut_offs_wake_once_each()
    {
        var store = Open();
        var session = await store.AddAsync();
        var token = session.Token with { Generation = 2, Cause = RotationCause.Elevation };
        await using var listener = await ListenAsync();

        await store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1, Token = token }, Cancellation);
        Assert.Equal(1, await HeardAsync(listener));
        await store.AddAsync();
        await store.AddAsync();
        await store.EndManyAsync(new SubjectSessions(null, session.Subject, null, false), Samples.Ending(), 10, Cancellation);
        Assert.Equal(1, await HeardAsync(listener));
        await store.SetAsync(
            new CutOff(CutOffScope.Everyone, null, null, Samples.Now, null, EndReason.CutOff), Cancellation);
        Assert.Equal(1, await HeardAsync(listener));
    }

    [Fact]
    public async Task Renewals_refreshes_and_other_changes_wake_nobody()
    {
        var store = Open();
        var session = await store.AddAsync();
        var token = session.Token with { Generation = 2, Cause = RotationCause.Refresh };
        await using var listener = await ListenAsync();

        await store.RenewAsync(new Renewal[] { new(session.Id, Samples.Now, null, 1) }, Cancellation);
        await store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 1, Token = token }, Cancellation);
        await store.ChangeAsync(session.Id, new SessionChange { ExpectedVersion = 2, Details = new byte[1] }, Cancellation);

        Assert.Equal(0, await HeardAsync(listener));
    }

    [Fact]
    public async Task Without_listening_nothing_is_notified_and_ends_are_told_by_polling()
    {
        var store = Open(options => options.Listen = false);
        var node = Open(options => options.Listen = false);
        await using var tail = await FeedTail.ListenAsync(node);
        await using var listener = await ListenAsync();

        var ended = await store.EndOneAsync();

        Assert.Single(await tail.UntilAsync(ended));
        Assert.Equal(0, await HeardAsync(listener));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_replaced_without_loss()
    {
        var name = $"feed_of_{Schema}";
        await using var source = NpgsqlDataSource.Create(
            $"{(await PostgreSqlServer.SharedAsync()).ConnectionString};Application Name={name}");
        var store = Open();
        await using var tail = await FeedTail.ListenAsync(Open(source: source));

        var first = await store.EndOneAsync();
        await RunAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'");
        var second = await store.EndOneAsync();
        var seen = await tail.UntilAsync(second);

        Assert.Contains(seen, change => change.Id == first);
        Assert.DoesNotContain(seen, change => change.Kind == StoreChangeKind.Interrupted);
    }

    private async Task<NpgsqlConnection> ListenAsync()
    {
        var connection = await Source.OpenConnectionAsync(Cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"LISTEN {Schema}_changes"));
        await batch.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    /// <summary>How many notifications have arrived: a marker of our own comes behind all that were sent before it.</summary>
    private async Task<int> HeardAsync(NpgsqlConnection listener)
    {
        var heard = new List<string>();
        NotificationEventHandler count = (_, notification) => heard.Add(notification.Payload);
        listener.Notification += count;
        await RunAsync($"SELECT pg_notify('{Schema}_changes', 'marker')::text");
        while (!heard.Contains("marker", StringComparer.Ordinal))
        {
            await listener.WaitAsync(Cancellation);
        }

        listener.Notification -= count;
        return heard.Count - 1;
    }
}
