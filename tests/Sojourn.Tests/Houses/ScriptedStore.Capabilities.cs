using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sojourn.Stores;

namespace Sojourn.Houses;

/// <content>Cut-offs, the key ring and a change feed whose delivery can be awaited.</content>
public sealed partial class ScriptedStore
{
    private readonly Channel<StoreChange> _delivered = Channel.CreateUnbounded<StoreChange>();

    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken) =>
        await RunAsync(StoreOperation.SetCutOff, async () =>
        {
            await _inner.SetAsync(cutOff, cancellationToken);
            return true;
        });

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.ListCutOffs, () => _inner.ListAsync(since, cancellationToken));

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.GetRing, () => _inner.GetAsync(name, cancellationToken));

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(StoreOperation.ReplaceRing, () => _inner.ReplaceAsync(name, ring, expectedVersion, cancellationToken));

    public async IAsyncEnumerable<StoreChange> WatchAsync(
        string? position, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in _inner.WatchAsync(position, since, cancellationToken))
        {
            yield return change;

            // The follower asks for the next one only when it has applied this one.
            _delivered.Writer.TryWrite(change);
        }
    }

    /// <summary>Completes when a follower has applied a report of this kind that no earlier call has consumed.</summary>
    public async Task<StoreChange> DeliveredAsync(StoreChangeKind kind)
    {
        await foreach (var change in _delivered.Reader.ReadAllAsync())
        {
            if (change.Kind == kind)
            {
                return change;
            }
        }

        throw new InvalidOperationException("The feed was closed.");
    }
}
