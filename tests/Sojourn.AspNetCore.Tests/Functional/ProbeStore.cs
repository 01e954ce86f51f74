using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sojourn.InMemory;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Functional;

/// <summary>The reference store, watched: counts its operations, fails on demand, and pauses at gates.</summary>
internal sealed class ProbeStore(TimeProvider time) : ISojournStore, ICutOffStore, IKeyRingStore, IStoreChangeFeed
{
    private readonly InMemorySojournStore _inner = new(time);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Operation, bool IsAfter), Gate> _gates = new();

    /// <summary>Every operation fails while true.</summary>
    public bool IsDown { get; set; }

    /// <summary>One operation fails while it is named here.</summary>
    public string? Failing { get; set; }

    /// <summary>While true the feed says only that something was missed, and never what.</summary>
    public bool LosesChanges { get; set; }

    public int CountOf(string operation) => _counts.GetValueOrDefault(operation);

    public void ResetCounts() => _counts.Clear();

    /// <summary>Stops the next such operation before it touches the store.</summary>
    public Gate PauseBefore(string operation) => _gates[(operation, false)] = new Gate();

    /// <summary>Stops the next such operation after it touched the store, before its caller learns of it.</summary>
    public Gate PauseAfter(string operation) => _gates[(operation, true)] = new Gate();

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken) =>
        RunAsync("create", () => _inner.CreateAsync(session, limit, cancellationToken));

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        RunAsync("find", () => _inner.FindAsync(id, cancellationToken));

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) =>
        RunAsync("renew", () => _inner.RenewAsync(renewals, cancellationToken));

    public ValueTask<ChangeResult> ChangeAsync(
        SessionId id, SessionChange change, CancellationToken cancellationToken) =>
        RunAsync("change", () => _inner.ChangeAsync(id, change, cancellationToken));

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        RunAsync("end", () => _inner.EndAsync(id, ending, cancellationToken));

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        RunAsync("end-many", () => _inner.EndManyAsync(selection, ending, most, cancellationToken));

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        RunAsync("list", () => _inner.ListAsync(selection, after, most, cancellationToken));

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        RunAsync("time", () => _inner.GetTimeAsync(cancellationToken));

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        RunAsync("sweep", () => _inner.SweepAsync(sweep, cancellationToken));

    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken) =>
        await RunAsync("cut-off", async () =>
        {
            await _inner.SetAsync(cutOff, cancellationToken);
            return true;
        });

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        RunAsync("list-cut-offs", () => _inner.ListAsync(since, cancellationToken));

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken) =>
        RunAsync(name == KeyRingName.Sessions ? "ring" : "data-protection", () => _inner.GetAsync(name, cancellationToken));

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(
            name == KeyRingName.Sessions ? "replace-ring" : "replace-data-protection", () => _inner.ReplaceAsync(name, ring, expectedVersion, cancellationToken));

    public async IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in _inner.WatchAsync(position, since, cancellationToken))
        {
            if (!LosesChanges || change.Kind is StoreChangeKind.Listening or StoreChangeKind.Alive)
            {
                yield return change;
                continue;
            }

            yield return change with { Kind = StoreChangeKind.Interrupted, Id = null, CutOff = null };
            yield return change with { Kind = StoreChangeKind.Listening, Id = null, CutOff = null };
        }
    }

    private async ValueTask<T> RunAsync<T>(string operation, Func<ValueTask<T>> run)
    {
        _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
        await PassAsync(operation, isAfter: false);
        if (IsDown || string.Equals(Failing, operation, StringComparison.Ordinal))
        {
            throw new SessionStoreException("The store of this test is down.", cause: null);
        }

        var result = await run();
        await PassAsync(operation, isAfter: true);
        return result;
    }

    private Task PassAsync(string operation, bool isAfter) =>
        _gates.TryRemove((operation, isAfter), out var gate) ? gate.PassAsync() : Task.CompletedTask;
}
