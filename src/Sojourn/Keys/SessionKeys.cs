using System.Globalization;
using Sojourn.Lifetimes;
using Sojourn.Stores;

namespace Sojourn.Keys;

/// <summary>The keys of the ring, for operators: see them, bring the next ones forward, remove one at once.</summary>
/// <remarks>
/// A singleton, safe for concurrent use. Keys come and go by themselves; this is for the day on which one has leaked. Other
/// nodes follow within ten seconds, the step in which each reads the ring again, and at once when they meet a key that they
/// do not know.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/operate/key-ring.md">The key ring</seealso>
public sealed class SessionKeys
{
    private readonly KeyRing _ring;
    private readonly KeySchedule _schedule;
    private readonly StoreClock _clock;

    internal SessionKeys(KeyRing ring, KeySchedule schedule, StoreClock clock)
    {
        _ring = ring;
        _schedule = schedule;
        _clock = clock;
    }

    /// <summary>Every key of the ring as the store has it, oldest first; announced ones come last.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>No key material.</returns>
    /// <exception cref="SessionStoreException">The engine failed, or the ring cannot be opened.</exception>
    public async ValueTask<IReadOnlyList<SessionKey>> ListAsync(CancellationToken cancellationToken)
    {
        var ring = await _ring.ChangeAsync(_ => null, cancellationToken);
        var now = _clock.Now;
        return
        [
            .. ring.Keys.Select(key => Of(IdOf(key), SessionKeyKind.Session, key, ring.Keys, now)),
            .. ring.Signing.Select(key => Of(key.KeyId, SessionKeyKind.Signing, key, ring.Signing, now)),
        ];
    }

    /// <summary>Announces the next key of a kind now, a day before it is used, instead of when its time has come.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="cancellationToken">Stops waiting between tries.</param>
    /// <returns>False when the next one is announced already, or when this host signs nothing.</returns>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown.</exception>
    /// <remarks>For a planned change, such as another algorithm or an operator who leaves. Nothing becomes void.</remarks>
    public async ValueTask<bool> AnnounceAsync(SessionKeyKind kind, CancellationToken cancellationToken)
    {
        var announced = false;
        await _ring.ChangeAsync(
            ring =>
            {
                var next = Announce(ring, kind, _clock.Now);
                announced = next is not null;
                return next;
            },
            cancellationToken);
        return announced;
    }

    /// <summary>Removes a key at once, for a key that has leaked. A new one takes its place in the same step.</summary>
    /// <param name="keyId">As <see cref="ListAsync"/> names it.</param>
    /// <param name="cancellationToken">Stops waiting between tries.</param>
    /// <returns>False when the ring has no such key.</returns>
    /// <exception cref="SessionStoreException">The engine failed; the outcome is unknown. Repeat it: that is safe.</exception>
    /// <remarks>
    /// What was made with it is refused from now on: on this node at once, on others within ten seconds. Without a session
    /// key, whoever holds a token of it signs in anew. Without a signing key, clients refresh; other services believe what it
    /// signed until their copy of the published keys is renewed.
    /// </remarks>
    public async ValueTask<bool> RemoveAsync(string keyId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        var removed = false;
        await _ring.ChangeAsync(
            ring =>
            {
                var next = Without(ring, keyId, _clock.Now);
                removed = next is not null;
                return next;
            },
            cancellationToken);
        return removed;
    }

    private KeyRingContent? Announce(KeyRingContent ring, SessionKeyKind kind, DateTimeOffset now)
    {
        var activeAt = now + KeySchedule.AnnouncedFor;
        if (kind == SessionKeyKind.Session)
        {
            return ring.Keys.Any(key => key.ActiveAt > now) ? null : ring.WithNewKey(now, activeAt);
        }

        return _schedule.SigningAlgorithm is not { } algorithm || ring.Signing.Any(key => key.ActiveAt > now)
            ? null
            : ring.WithNewSigningKey(algorithm, now, activeAt);
    }

    /// <summary>The ring without a key. When none is left that makes what is new, a fresh one does from now on.</summary>
    private KeyRingContent? Without(KeyRingContent ring, string keyId, DateTimeOffset now)
    {
        var next = ring with
        {
            Keys = [.. ring.Keys.Where(key => !string.Equals(IdOf(key), keyId, StringComparison.Ordinal))],
            Signing = [.. ring.Signing.Where(key => !string.Equals(key.KeyId, keyId, StringComparison.Ordinal))],
        };
        if (next.Keys.Count == ring.Keys.Count && next.Signing.Count == ring.Signing.Count)
        {
            return null;
        }

        if (WasActive(ring.Keys, next.Keys, now))
        {
            next = next.WithNewKey(now, now);
        }

        return _schedule.SigningAlgorithm is { } algorithm && WasActive(ring.Signing, next.Signing, now)
            ? next.WithNewSigningKey(algorithm, now, now)
            : next;
    }

    // A retiring key must not become active again: what leaked may be older than anybody knows.
    private static bool WasActive<TKey>(IReadOnlyList<TKey> before, IReadOnlyList<TKey> after, DateTimeOffset now)
        where TKey : class, IScheduledKey =>
        before.Count != after.Count && !after.Contains(KeySchedule.ActiveOf(before, now));

    private static SessionKey Of<TKey>(
        string id, SessionKeyKind kind, TKey key, IReadOnlyList<TKey> keys, DateTimeOffset now)
        where TKey : class, IScheduledKey =>
        new(id, kind, KeySchedule.StateOf(key, keys, now), key.CreatedAt, key.ActiveAt);

    private static string IdOf(RingKey key) => key.Id.ToString(CultureInfo.InvariantCulture);
}
