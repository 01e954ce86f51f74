using System.Diagnostics;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

public sealed class OtherProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 40;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_of_another_process_are_told()
    {
        await using var store = Open();
        await using var other = Open();
        using var writer = new WriterProcess("on-command", _folder.Database);
        while (await writer.HearAsync(Cancellation) is { Operation: not "ready" })
        {
            // Its own first operations.
        }

        var delays = new List<TimeSpan>();
        await using var changes = await ListenAsync(store);
        for (var round = 0; round < Rounds; round++)
        {
            // Not by the watching store, whose own write would wake it.
            var session = await CreateAsync(other);
            var arrival = EndOfAsync(changes, session.Id);
            await writer.SayAsync(session.Id.ToString());

            var arrived = await arrival;

            // One monotonic clock serves all processes of a machine.
            var report = await writer.HearAsync(Cancellation);
            delays.Add(Stopwatch.GetElapsedTime(report!.Number, arrived));
        }

        Print("another process", delays);
    }

    [Fact]
    public async Task Ends_of_another_store_in_this_process_are_told()
    {
        await using var store = Open();
        await using var other = Open();
        var delays = new List<TimeSpan>();
        await using var changes = await ListenAsync(store);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await CreateAsync(other);
            var arrival = EndOfAsync(changes, session.Id);
            var began = Stopwatch.GetTimestamp();
            await other.EndAsync(session.Id, Samples.Ending(session.CreatedAt), Cancellation);

            delays.Add(Stopwatch.GetElapsedTime(began, await arrival));
        }

        Print("another store", delays);
    }

    [Fact]
    public async Task Ends_of_this_store_are_told_without_a_poll()
    {
        // Its clock stands still, so no poll ever comes: only the direct wake-up can tell.
        await using var store = new SqliteSojournStore(
            new SqliteStoreOptions { Path = _folder.Database }, new Testing.ManualTimeProvider());
        await using var changes = await ListenAsync(store);
        var session = await CreateAsync(store);

        await store.EndAsync(session.Id, Samples.Ending(session.CreatedAt), Cancellation);

        await EndOfAsync(changes, session.Id);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IAsyncEnumerator<StoreChange>> ListenAsync(SqliteSojournStore store)
    {
        var now = await store.GetTimeAsync(Cancellation);
        var changes = store.WatchAsync(null, now, Cancellation).GetAsyncEnumerator(Cancellation);
        while (await changes.MoveNextAsync() && changes.Current.Kind != StoreChangeKind.Listening)
        {
            // Reads up to the live part.
        }

        return changes;
    }

    private static async Task<SessionRecord> CreateAsync(SqliteSojournStore store)
    {
        var session = Samples.Session(await store.GetTimeAsync(Cancellation));
        await store.CreateAsync(session, null, Cancellation);
        return session;
    }

    private static async Task<long> EndOfAsync(IAsyncEnumerator<StoreChange> changes, SessionId id)
    {
        do
        {
            await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }
        while (changes.Current.Kind != StoreChangeKind.Ended || changes.Current.Id != id);

        return Stopwatch.GetTimestamp();
    }

    private SqliteSojournStore Open() => new(new SqliteStoreOptions { Path = _folder.Database }, TimeProvider.System);

    private void Print(string who, List<TimeSpan> delays)
    {
        delays.Sort();
        output.WriteLine(
            $"ends of {who}: median {delays[delays.Count / 2].TotalMilliseconds:F1} ms, most {delays[^1].TotalMilliseconds:F1} ms");
    }
}
