using Sojourn.Stores;

namespace Sojourn.Storeless;

/// <summary>The key ring of one process. What it stamps and seals never leaves this process, so it needs to outlive nothing.</summary>
/// <remarks>What browsers keep is sealed with the host's Data Protection keys, which nodes share and restarts survive.</remarks>
internal sealed class ProcessKeyRing : IKeyRingStore
{
    // Replaced as a whole by compare-and-set.
    private KeyRingRecord _ring = new(0, default);

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(name, KeyRingName.Sessions);
        return ValueTask.FromResult(Volatile.Read(ref _ring));
    }

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(name, KeyRingName.Sessions);
        var seen = Volatile.Read(ref _ring);
        var isReplaced = seen.Version == expectedVersion && Interlocked.CompareExchange(ref _ring, ring, seen) == seen;
        return ValueTask.FromResult(isReplaced);
    }
}
