using Sojourn.Stores;

namespace Sojourn.InMemory;

/// <content>Cut-offs, the key rings and the change feed.</content>
public sealed partial class InMemorySojournStore
{
    /// <inheritdoc/>
    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(cutOff);
        await Locked(Set, cancellationToken);

        bool Set()
        {
            var key = (cutOff.Scope, cutOff.Tenant, cutOff.Subject);
            if (_cutOffs.TryGetValue(key, out var kept) && kept.At > cutOff.At)
            {
                return false;
            }

            _cutOffs[key] = cutOff;
            _history.Add(cutOff);
            return true;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<CutOff>>(
            () => [.. _cutOffs.Values.Where(kept => kept.Scope != CutOffScope.Subject && kept.At >= since)],
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        return Locked(() => RingOf(name), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        return Locked(Replace, cancellationToken);

        bool Replace()
        {
            if (RingOf(name).Version != expectedVersion)
            {
                return false;
            }

            _rings[name] = ring with { Protected = ring.Protected.ToArray() };
            return true;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, CancellationToken cancellationToken) =>
        _history.WatchAsync(position, since, cancellationToken);

    private KeyRingRecord RingOf(KeyRingName name) => _rings.GetValueOrDefault(name) ?? new KeyRingRecord(0, default);
}
