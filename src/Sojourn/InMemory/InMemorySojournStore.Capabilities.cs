using Sojourn.Stores;

namespace Sojourn.InMemory;

/// <content>Cut-offs, the key ring and the change feed.</content>
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
    public ValueTask<KeyRingRecord> GetAsync(CancellationToken cancellationToken) => Locked(() => _ring, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        return Locked(Replace, cancellationToken);

        bool Replace()
        {
            var replaces = _ring.Version == expectedVersion;
            _ring = replaces ? ring with { Protected = ring.Protected.ToArray() } : _ring;
            return replaces;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, CancellationToken cancellationToken) =>
        _history.WatchAsync(position, since, cancellationToken);
}
