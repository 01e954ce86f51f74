using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sojourn.Lifetimes;
using Sojourn.Stores;

namespace Sojourn.Keys;

/// <summary>This node's copy of the key ring: whole, read rarely, replaced by compare-and-set.</summary>
/// <remarks>
/// <see cref="_snapshot"/> is replaced as a whole and read without a lock: a reader may see the ring from before a reload,
/// which is why an unknown key id causes one. <see cref="_gate"/> guards <see cref="_flight"/> (one reload at a time) and
/// <see cref="_published"/>, by which a read notices that it was overtaken.
/// </remarks>
/// <param name="store">Keeps the ring.</param>
/// <param name="protector">Encrypts it, with a key from elsewhere.</param>
/// <param name="clock">Store time.</param>
/// <param name="schedule">When keys come and go.</param>
/// <param name="memory">What this node has verified with keys, and must forget when one is removed.</param>
/// <param name="logger">Where keys that come and go are noted.</param>
internal sealed partial class KeyRing(
    IKeyRingStore store, IKeyRingProtector protector, StoreClock clock, KeySchedule schedule, IVerifiedMemory memory,
    ILogger<KeyRing> logger) : ISigningKeySource
{
    // Keys are announced long before they are used, so a ring that is younger than this is complete for any honest token.
    private static readonly TimeSpan CompleteFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task? _flight;
    private RingSnapshot? _snapshot;
    private long _loadedAt;
    private int _published;
    private bool _isStale;

    /// <summary>The key that stamps, derives and seals.</summary>
    /// <exception cref="InvalidOperationException">The ring is not loaded.</exception>
    public RingKey Active => Current.Active;

    /// <summary>The key that signs access tokens.</summary>
    /// <exception cref="InvalidOperationException">The ring is not loaded, or this host signs nothing.</exception>
    public SigningKey ActiveSigning =>
        Current.ActiveSigning ?? throw new InvalidOperationException("The ring has no signing key: the host has no carrier that signs.");

    /// <summary>Every key that an access token may be signed with now or soon.</summary>
    public IReadOnlyList<SigningKey> PublishedSigning => Current.Content.Signing;

    /// <summary>Whether the ring could not be read when it was last tried: this node goes on with what it knows.</summary>
    public bool IsStale => Volatile.Read(ref _isStale);

    private RingSnapshot Current
    {
        get
        {
            var snapshot = Volatile.Read(ref _snapshot) ?? throw new InvalidOperationException("The key ring is not loaded.");
            var now = clock.Now;
            if (now < snapshot.Until)
            {
                return snapshot;
            }

            // A lost race publishes an equal copy, or leaves a newer ring in place.
            var next = new RingSnapshot(snapshot.Version, snapshot.Content, now);
            Interlocked.CompareExchange(ref _snapshot, next, snapshot);
            return next;
        }
    }

    private bool IsComplete =>
        Volatile.Read(ref _snapshot) is not null
        && Math.Abs(clock.Now.UtcTicks - Volatile.Read(ref _loadedAt)) <= CompleteFor.Ticks;

    /// <summary>Loads the ring once, creating it if this is the first start of the first node.</summary>
    public ValueTask LoadAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _snapshot) is not null ? ValueTask.CompletedTask : new ValueTask(ReloadAsync(cancellationToken));

    /// <summary>The key without any wait, or null when this node does not know it (yet).</summary>
    public RingKey? Find(byte id) => Volatile.Read(ref _snapshot)?.Find(id);

    /// <inheritdoc />
    public SigningKey? Find(string kid) => Volatile.Read(ref _snapshot)?.Find(kid);

    /// <summary>Whether what was made with a key should be made anew with the active one. A byte is compared when it should not.</summary>
    public bool IsRetiring(byte id) =>
        Volatile.Read(ref _snapshot) is { } snapshot
        && snapshot.Active.Id != id
        && snapshot.Find(id) is { } key
        && key.ActiveAt <= snapshot.Active.ActiveAt;

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

    /// <inheritdoc />
    public async ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellationToken)
    {
        if (Find(kid) is { } known)
        {
            return known;
        }

        await ReloadAsync(cancellationToken);
        return Find(kid);
    }

    /// <summary>One step: reads the ring again, and moves its keys on when that is due. A failure leaves what is known.</summary>
    public async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync(ring => schedule.Advance(ring, clock.Now), cancellationToken);
            _ = Current;
            if (Interlocked.Exchange(ref _isStale, false))
            {
                Log.Readable(logger);
            }
        }
        catch (SessionStoreException failure)
        {
            if (!Interlocked.Exchange(ref _isStale, true))
            {
                Log.Unreadable(logger, failure);
            }
        }
    }

    /// <summary>Changes the ring by compare-and-set, and knows the outcome at once on this node.</summary>
    /// <param name="change">The ring as it should be, or null when it is; called again when another node was faster.</param>
    /// <param name="cancellationToken">Stops waiting between tries.</param>
    /// <returns>The ring afterwards.</returns>
    /// <exception cref="SessionStoreException">The engine failed, or the ring cannot be opened.</exception>
    public async Task<KeyRingContent> ChangeAsync(
        Func<KeyRingContent, KeyRingContent?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asked = clock.Now;
            var begun = Volatile.Read(ref _published);
            var (version, ring) = await ReadOrCreateAsync(cancellationToken);
            var next = change(ring);
            if (next is null)
            {
                Publish(version, ring, asked, begun);
                return ring;
            }

            if (await store.ReplaceAsync(KeyRingName.Sessions, Seal(version + 1, next), version, cancellationToken))
            {
                Publish(version + 1, next, asked, begun: null);
                return next;
            }
        }
    }

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
        var asked = clock.Now;
        var begun = Volatile.Read(ref _published);
        var (version, ring) = await ReadOrCreateAsync(CancellationToken.None);
        Publish(version, ring, asked, begun);
    }

    private async Task<(long Version, KeyRingContent Ring)> ReadOrCreateAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var record = await store.GetAsync(KeyRingName.Sessions, cancellationToken);
            if (Volatile.Read(ref _snapshot) is { } known && known.Version == record.Version)
            {
                return (record.Version, known.Content);
            }

            if (record.Version > 0)
            {
                return (record.Version, Open(record));
            }

            // Eight nodes may be here at once: one insert wins, the others read the winner's ring.
            var first = KeyRingContent.First(schedule, clock.Now);
            if (await store.ReplaceAsync(KeyRingName.Sessions, Seal(1, first), expectedVersion: 0, cancellationToken))
            {
                return (1, first);
            }
        }
    }

    /// <param name="version">The store's.</param>
    /// <param name="ring">What was read or written.</param>
    /// <param name="asked">Before the store was asked.</param>
    /// <param name="begun">What <see cref="_published"/> was then; null for what this node has just written.</param>
    private void Publish(long version, KeyRingContent ring, DateTimeOffset asked, int? begun)
    {
        RingSnapshot? before;
        lock (_gate)
        {
            if (begun is { } count && count != _published)
            {
                // A slow read from before a removal would bring the removed key back. What overtook it is newer.
                return;
            }

            before = _snapshot;
            Volatile.Write(ref _loadedAt, asked.UtcTicks);
            if (before?.Version == version)
            {
                return;
            }

            _published++;
            Volatile.Write(ref _snapshot, new RingSnapshot(version, ring, clock.Now));
        }

        if (before is not null && Tell(before.Content, ring))
        {
            // What was verified with a key that is gone must not live on in memory, where nobody looks at keys again.
            memory.Forget();
        }
    }

    private KeyRingRecord Seal(long version, KeyRingContent ring) => new(version, protector.Protect(KeyRingCodec.Write(ring)));

    private KeyRingContent Open(KeyRingRecord record)
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
