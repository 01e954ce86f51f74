using System.Security.Cryptography;
using Sojourn.Lifetimes;
using Sojourn.Stores;

namespace Sojourn.Keys;

/// <summary>This node's copy of the key ring: whole, read rarely, replaced by compare-and-set.</summary>
/// <remarks>
/// <see cref="_keys"/> is replaced as a whole and read without a lock: a reader may see the ring from before a reload,
/// which is why an unknown key id causes one. <see cref="_gate"/> guards <see cref="_flight"/>: one reload at a time.
/// </remarks>
internal sealed class KeyRing(IKeyRingStore store, IKeyRingProtector protector, StoreClock clock) : ISigningKeySource
{
    // Keys are announced long before they are used, so a ring that is younger than this is complete for any honest token.
    private static readonly TimeSpan CompleteFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task? _flight;
    private RingKey?[]? _keys;
    private RingKey? _active;
    private SigningKey? _signing;
    private long _loadedAt;

    /// <summary>The key that stamps new tokens.</summary>
    /// <exception cref="InvalidOperationException">The ring is not loaded.</exception>
    public RingKey Active => _active ?? throw new InvalidOperationException("The key ring is not loaded.");

    /// <summary>Loads the ring once, creating it if this is the first start of the first node.</summary>
    public ValueTask LoadAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _keys) is not null ? ValueTask.CompletedTask : new ValueTask(ReloadAsync(cancellationToken));

    /// <summary>The key without any wait, or null when this node does not know it (yet).</summary>
    public RingKey? Find(byte id) => Volatile.Read(ref _keys)?[id];

    /// <summary>The key; an unknown id reloads a ring that is older than a second, once for all callers.</summary>
    /// <returns>Null when the ring is complete and has no such key: the token is forged.</returns>
    /// <exception cref="SessionStoreException">The reload failed, so nothing can be said about the token.</exception>
    public async ValueTask<RingKey?> FindAsync(byte id, CancellationToken cancellationToken)
    {
        if (Find(id) is { } known)
        {
            return known;
        }

        await ReloadAsync(cancellationToken);
        return Find(id);
    }

    /// <summary>The key that signs access tokens. One for this process, until the ring itself holds signing keys.</summary>
    public SigningKey ActiveSigning => _signing ??= SigningKey.Create(SigningAlgorithm.ES256, clock.Now);

    /// <summary>Every key that an access token may be signed with.</summary>
    public IReadOnlyList<SigningKey> PublishedSigning => [ActiveSigning];

    /// <inheritdoc />
    public SigningKey? Find(string kid) =>
        string.Equals(ActiveSigning.KeyId, kid, StringComparison.Ordinal) ? ActiveSigning : null;

    /// <inheritdoc />
    public ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellationToken) => new(Find(kid));

    private bool IsComplete =>
        Volatile.Read(ref _keys) is not null
        && Math.Abs(clock.Now.UtcTicks - Volatile.Read(ref _loadedAt)) <= CompleteFor.Ticks;

    private Task ReloadAsync(CancellationToken cancellationToken)
    {
        Task flight;
        lock (_gate)
        {
            if (IsComplete)
            {
                return Task.CompletedTask;
            }

            // Those who come while one asks share its answer, a failure too: were each to try for itself, a flood of
            // tokens with an unknown key would queue up behind a store that is slow to fail.
            flight = _flight is { IsCompleted: false } ? _flight : _flight = LoadFromStoreAsync();
        }

        return flight.WaitAsync(cancellationToken);
    }

    private async Task LoadFromStoreAsync()
    {
        // The lock of the caller is not held while the store works.
        await Task.Yield();
        var asked = clock.Now.UtcTicks;
        var keys = await ReadOrCreateAsync(CancellationToken.None);
        var byId = new RingKey?[256];
        foreach (var key in keys)
        {
            byId[key.Id] = key;
        }

        Volatile.Write(ref _loadedAt, asked);
        _active = keys[^1];
        Volatile.Write(ref _keys, byId);
    }

    private async Task<IReadOnlyList<RingKey>> ReadOrCreateAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var record = await store.GetAsync(cancellationToken);
            if (record.Version > 0)
            {
                return Open(record);
            }

            // Eight nodes may be here at once: one insert wins, the others read the winner's ring.
            RingKey[] first = [RingKey.Create(1, clock.Now)];
            var ring = new KeyRingRecord(1, protector.Protect(KeyRingCodec.Write(first)));
            if (await store.ReplaceAsync(ring, expectedVersion: 0, cancellationToken))
            {
                return first;
            }
        }
    }

    private IReadOnlyList<RingKey> Open(KeyRingRecord record)
    {
        try
        {
            return KeyRingCodec.Read(protector.Unprotect(record.Protected.ToArray()));
        }
        catch (CryptographicException failure)
        {
            throw new SessionStoreException(Errors.KeyRingCannotBeOpened(), failure);
        }
    }
}
