using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Functional;

/// <summary>The reference store without its change feed.</summary>
internal sealed class SilentStore(TimeProvider time) : ISojournStore, ICutOffStore, IKeyRingStore
{
    private readonly ProbeStore _inner = new(time);

    /// <summary>Every operation fails while true.</summary>
    public bool IsDown
    {
        get => _inner.IsDown;
        set => _inner.IsDown = value;
    }

    /// <summary>One operation fails while it is named here.</summary>
    public string? Failing
    {
        get => _inner.Failing;
        set => _inner.Failing = value;
    }

    public ValueTask<CreateResult> CreateAsync(
        SessionRecord session, SessionLimit? limit, CancellationToken cancellationToken) =>
        _inner.CreateAsync(session, limit, cancellationToken);

    public ValueTask<FoundSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        _inner.FindAsync(id, cancellationToken);

    public ValueTask<int> RenewAsync(ReadOnlyMemory<Renewal> renewals, CancellationToken cancellationToken) =>
        _inner.RenewAsync(renewals, cancellationToken);

    public ValueTask<ChangeResult> ChangeAsync(
        SessionId id, SessionChange change, CancellationToken cancellationToken) =>
        _inner.ChangeAsync(id, change, cancellationToken);

    public ValueTask<EndResult> EndAsync(SessionId id, SessionEnding ending, CancellationToken cancellationToken) =>
        _inner.EndAsync(id, ending, cancellationToken);

    public ValueTask<EndedSessions> EndManyAsync(
        SubjectSessions selection, SessionEnding ending, int most, CancellationToken cancellationToken) =>
        _inner.EndManyAsync(selection, ending, most, cancellationToken);

    public ValueTask<SessionPage> ListAsync(
        SubjectSessions selection, string? after, int most, CancellationToken cancellationToken) =>
        _inner.ListAsync(selection, after, most, cancellationToken);

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        _inner.GetTimeAsync(cancellationToken);

    public ValueTask<SweepResult> SweepAsync(SweepStep sweep, CancellationToken cancellationToken) =>
        _inner.SweepAsync(sweep, cancellationToken);

    public ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken) =>
        _inner.SetAsync(cutOff, cancellationToken);

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        _inner.ListAsync(since, cancellationToken);

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken) =>
        _inner.GetAsync(name, cancellationToken);

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken) =>
        _inner.ReplaceAsync(name, ring, expectedVersion, cancellationToken);
}
