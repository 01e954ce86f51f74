using Sojourn.Stores;

namespace Sojourn.PostgreSql;

public sealed class ChangeRetentionTests : StoreTest
{
    [Fact]
    public async Task A_position_that_the_sweep_has_forgotten_is_interrupted_and_catches_up()
    {
        var store = Open();
        var since = await store.GetTimeAsync(Cancellation);
        await store.EndOneAsync();
        var position = await PositionAsync(store);
        var forgotten = await store.EndOneAsync();
        await AgeAsync();
        var kept = await store.EndOneAsync();

        await store.SweepAsync(Samples.Sweep(), Cancellation);

        foreach (var from in new[] { Aged(position), null })
        {
            await using var tail = new FeedTail(store, from, since - TimeSpan.FromHours(2));
            var seen = await tail.UntilListeningAsync();
            Assert.Equal(StoreChangeKind.Interrupted, seen[0].Kind);
            Assert.Contains(seen, change => change.Id == kept);
            Assert.DoesNotContain(seen, change => change.Id == forgotten);
        }
    }

    [Fact]
    public async Task What_is_still_remembered_is_told_without_interruption()
    {
        var store = Open();
        await store.EndOneAsync();
        await AgeAsync();
        var position = await PositionAsync(store);
        var kept = await store.EndOneAsync();
        await store.SweepAsync(Samples.Sweep(), Cancellation);

        await using var tail = new FeedTail(store, position, Samples.Now);
        var seen = await tail.UntilListeningAsync();

        Assert.Contains(seen, change => change.Id == kept);
        Assert.DoesNotContain(seen, change => change.Kind == StoreChangeKind.Interrupted);
    }

    [Fact]
    public async Task A_database_that_lost_what_was_told_went_back()
    {
        var store = Open();
        await store.EndOneAsync();
        var position = await PositionAsync(store);
        // What a fail-over to a standby behind its primary looks like.
        await RunAsync("DELETE FROM #changes");

        await using var tail = new FeedTail(store, position, Samples.Now);

        Assert.Equal(StoreChangeKind.WentBack, (await tail.UntilListeningAsync())[0].Kind);
    }

    [Fact]
    public async Task A_position_of_later_transactions_than_the_database_has_went_back()
    {
        var store = Open();
        var position = await PositionAsync(store);

        await using var tail = new FeedTail(store, $"{position[..position.LastIndexOf('/')]}/9000000000:9000000000:", Samples.Now);

        Assert.Equal(StoreChangeKind.WentBack, (await tail.UntilListeningAsync())[0].Kind);
    }

    private static async Task<string> PositionAsync(PostgreSqlSojournStore store)
    {
        await using var tail = new FeedTail(store, null, await store.GetTimeAsync(Cancellation) - TimeSpan.FromMinutes(1));
        return (await tail.UntilListeningAsync())[^1].Position;
    }

    /// <summary>The position as of an hour ago, as the rows are.</summary>
    private static string Aged(string position)
    {
        var read = FeedPosition.Parse(position)!;
        return (read with { ReadAt = read.ReadAt - 3_600_000, AnchorAt = read.AnchorAt - 3_600_000 }).ToString();
    }

    private Task<object?> AgeAsync() => RunAsync("UPDATE #changes SET recorded_at = recorded_at - 3600000");
}
