using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Benchmarks.Growth;

/// <summary>
/// What sessions are started over while a store is filled: new ones go to the engine in bulk, so that millions are genuine, with
/// tokens that validate and tickets that open. Nothing but a sign-in runs over it.
/// </summary>
internal sealed class SeedingStore(ISojournStore inner, IBulk bulk) : ISojournStore, ICutOffStore, IKeyRingStore
{
    public ValueTask<CreateResult> CreateAsync(SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken)
    {
        bulk.Add(session);
        return ValueTask.FromResult(new CreateResult(CreateStatus.Created, []));
    }

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken) =>
        ((IKeyRingStore)inner).GetAsync(name, cancellationToken);

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken) =>
        ((IKeyRingStore)inner).ReplaceAsync(name, ring, expectedVersion, cancellationToken);

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => inner.GetTimeAsync(cancellationToken);

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ChangeResult> ChangeAsync(SessionId id, SessionChange change, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    ValueTask ICutOffStore.SetAsync(CutOff cutOff, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<IReadOnlyList<CutOff>> ICutOffStore.ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
