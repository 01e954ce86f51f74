using Npgsql;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>Numbers are given when a row is written and seen when it is committed.</summary>
public sealed class LateCommitTests : StoreTest
{
    [Fact]
    public async Task A_change_that_commits_behind_later_ones_is_told()
    {
        var store = Open();
        await using var tail = await FeedTail.ListenAsync(store);
        var late = Samples.Session().Id;
        await using var connection = await Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await WriteAsync(connection, $"INSERT INTO {Schema}.changes (recorded_at, placement, kind, id, version, reason) "
            + $"VALUES (floor(extract(epoch FROM clock_timestamp()) * 1000), 0, 1, '{late}', 2, 2)");

        var early = await store.EndOneAsync();
        var before = await tail.UntilAsync(early);
        await transaction.CommitAsync(Cancellation);
        var after = await tail.UntilAsync(late);

        Assert.DoesNotContain(before, change => change.Id == late);
        Assert.Equal(StoreChangeKind.Ended, after[^1].Kind);
        await using var again = new FeedTail(store, before[^1].Position, Samples.Now);
        Assert.Contains(await again.UntilListeningAsync(), change => change.Id == late);
    }

    [Fact]
    public async Task A_strangers_open_transaction_holds_nothing_back()
    {
        var store = Open();
        await using var tail = await FeedTail.ListenAsync(store);
        await using var connection = await Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await WriteAsync(connection, "SELECT pg_current_xact_id()");

        var ended = await store.EndOneAsync();

        var seen = await tail.UntilAsync(ended);
        Assert.Single(seen);
    }

    [Fact]
    public async Task A_reader_far_behind_is_told_everything_page_by_page()
    {
        var store = Open();
        await store.EndOneAsync();
        await RunAsync("INSERT INTO #changes (recorded_at, placement, kind, id, version, reason) "
            + "SELECT recorded_at, 0, 1, gen_random_uuid(), 2, 2 FROM #changes, generate_series(1, 2500)");

        await using var tail = new FeedTail(store, null, Samples.Now);
        var seen = await tail.UntilListeningAsync();

        Assert.Equal(2501, seen.Count(change => change.Kind == StoreChangeKind.Ended));
        await using var next = new FeedTail(store, seen[^1].Position, Samples.Now);
        Assert.DoesNotContain(await next.UntilListeningAsync(), change => change.Kind == StoreChangeKind.Interrupted);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, string sql)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await batch.ExecuteNonQueryAsync(Cancellation);
    }
}
