using System.Collections.Concurrent;
using Sojourn.InMemory;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Houses;

/// <summary>The reference store behind a script: counts operations by kind, fails on demand, and pauses at gates.</summary>
public sealed partial class ScriptedStore(InMemorySojournStore engine) : ISojournStore, ICutOffStore, IKeyRingStore, IStoreChangeFeed
{
    private volatile InMemorySojournStore _inner = engine;
    private readonly int[] _counts = new int[Enum.GetValues<StoreOperation>().Length];
    private readonly ConcurrentDictionary<StoreOperation, Gate> _before = new();
    private readonly ConcurrentDictionary<StoreOperation, Gate> _after = new();
    private volatile StoreOperation[] _failing = [];
    private volatile bool _failsAfterwards;

    /// <summary>What was renewed, batch by batch.</summary>
    public ConcurrentQueue<Renewal[]> Batches { get; } = new();

    public int Total => _counts.Sum();

    public int Count(StoreOperation operation) => Volatile.Read(ref _counts[(int)operation]);

    public void ResetCounts() => Array.Clear(_counts);

    /// <summary>From now on these kinds fail before they reach the engine; none given = all.</summary>
    public void Fail(params StoreOperation[] operations) =>
        (_failing, _failsAfterwards) = (operations.Length == 0 ? Enum.GetValues<StoreOperation>() : operations, false);

    /// <summary>From now on these kinds fail after the engine has done them: the outcome is unknown to the caller.</summary>
    public void FailAfterwards(params StoreOperation[] operations) => (_failing, _failsAfterwards) = (operations, true);

    public void Heal() => _failing = [];

    /// <summary>From now on the engine is another one: as after a restored backup, or a copy that was behind.</summary>
    public void SetBack(InMemorySojournStore earlier) => _inner = earlier;

    /// <summary>Holds the next operations of a kind before the engine does them.</summary>
    public Gate PauseBefore(StoreOperation operation, int most = 1) => _before[operation] = new Gate(most);

    /// <summary>Holds the next operations of a kind when the engine has done them, before the caller learns of it.</summary>
    public Gate PauseAfter(StoreOperation operation, int most = 1) => _after[operation] = new Gate(most);

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.Create, () => _inner.CreateAsync(session, limit, cancellationToken));

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.Find, () => _inner.FindAsync(id, cancellationToken));

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken)
    {
        Batches.Enqueue(renewals.ToArray());
        return RunAsync(StoreOperation.Renew, () => _inner.RenewAsync(renewals, cancellationToken));
    }

    public ValueTask<ChangeResult> ChangeAsync(
        SessionId id, SessionChange change, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.Change, () => _inner.ChangeAsync(id, change, cancellationToken));

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.End, () => _inner.EndAsync(id, ending, cancellationToken));

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.EndMany, () => _inner.EndManyAsync(selection, ending, most, cancellationToken));

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.List, () => _inner.ListAsync(selection, after, most, cancellationToken));

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.GetTime, () => _inner.GetTimeAsync(cancellationToken));

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.Sweep, () => _inner.SweepAsync(sweep, cancellationToken));

    private async ValueTask<T> RunAsync<T>(StoreOperation operation, Func<ValueTask<T>> step)
    {
        Interlocked.Increment(ref _counts[(int)operation]);
        if (_before.TryGetValue(operation, out var before))
        {
            await before.PassAsync();
        }

        var fails = _failing.Contains(operation);
        if (fails && !_failsAfterwards)
        {
            throw new SessionStoreException("The scripted store is down.", cause: null);
        }

        var result = await step();
        if (_after.TryGetValue(operation, out var after))
        {
            await after.PassAsync();
        }

        return fails ? throw new SessionStoreException("The scripted store lost the answer.", cause: null) : result;
    }
}
