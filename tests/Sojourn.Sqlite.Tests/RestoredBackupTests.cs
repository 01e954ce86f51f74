using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Testing;

namespace Sojourn.Sqlite;

/// <summary>A file from before, put in the place of the present one.</summary>
public sealed class RestoredBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restored_file_knows_nothing_of_the_ends_since_and_a_feed_is_told_that_it_went_back()
    {
        SessionId ended;
        string position;
        await using (var store = Open())
        {
            var session = Samples.Session(_time.GetUtcNow());
            ended = session.Id;
            await store.CreateAsync(session, null, Cancellation);
            Backup();
            await store.EndAsync(ended, Samples.Ending(_time.GetUtcNow()), Cancellation);
            position = await PositionAsync(store, null);
        }

        Restore();
        await using var restored = Open();

        // The record itself cannot know better: nodes that remember the end write it again, as the feed's word makes them.
        Assert.Null((await restored.FindAsync(ended, Cancellation))?.Session.Ending);
        var seen = new List<StoreChangeKind>();
        await foreach (var change in restored.WatchAsync(position, _time.GetUtcNow(), Cancellation))
        {
            seen.Add(change.Kind);
            if (change.Kind == StoreChangeKind.Listening)
            {
                break;
            }
        }

        Assert.Contains(StoreChangeKind.WentBack, seen);
    }

    [Fact]
    public async Task What_a_clock_ended_that_leapt_ahead_stays_ended_when_it_is_set_back()
    {
        await using var store = Open();
        var session = Samples.Session(_time.GetUtcNow());
        await store.CreateAsync(session, null, Cancellation);
        _time.Leap(TimeSpan.FromHours(13));
        var swept = await store.SweepAsync(
            new SweepStep(_time.GetUtcNow(), TimeSpan.Zero, DateTimeOffset.UnixEpoch, 10, OperationId.Create()), Cancellation);
        await using var setBack = Open(new ManualTimeProvider(session.CreatedAt - TimeSpan.FromHours(13)));

        var now = await setBack.GetTimeAsync(Cancellation);
        var renewed = await setBack.RenewAsync(new Renewal[] { new(session.Id, now, null, 1) }, Cancellation);

        Assert.Single(swept.Expired);
        Assert.Equal(0, renewed);
        Assert.NotNull((await setBack.FindAsync(session.Id, Cancellation))?.Session.Ending);
    }

    [Fact]
    public async Task A_clock_set_back_hides_no_end_from_a_feed()
    {
        await using var store = Open();
        var session = Samples.Session(_time.GetUtcNow());
        await store.CreateAsync(session, null, Cancellation);
        var position = await PositionAsync(store, null);
        await using var setBack = Open(new ManualTimeProvider(session.CreatedAt - TimeSpan.FromHours(5)));
        var now = await setBack.GetTimeAsync(Cancellation);

        await setBack.EndAsync(session.Id, Samples.Ending(now), Cancellation);

        var told = new List<SessionId?>();
        await foreach (var change in setBack.WatchAsync(position, now, Cancellation))
        {
            told.Add(change.Id);
            if (change.Kind == StoreChangeKind.Listening)
            {
                break;
            }
        }

        Assert.Contains(session.Id, told);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteSojournStore Open(TimeProvider? time = null) =>
        new(new SqliteStoreOptions { Path = _folder.Database }, time ?? _time);

    private async Task<string> PositionAsync(SqliteSojournStore store, string? from)
    {
        await foreach (var change in store.WatchAsync(from, _time.GetUtcNow().AddDays(-1), Cancellation))
        {
            if (change.Kind == StoreChangeKind.Listening)
            {
                return change.Position;
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }

    private void Backup()
    {
        using var lane = new SqliteLane(new SqliteConfiguration(new SqliteStoreOptions { Path = _folder.Database }));
        lane.Run($"VACUUM INTO '{_folder.Database}.backup'");
    }

    private void Restore()
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            File.Delete(_folder.Database + ending);
        }

        File.Move(_folder.Database + ".backup", _folder.Database);
    }
}
