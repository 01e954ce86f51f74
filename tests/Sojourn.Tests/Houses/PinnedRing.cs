using Microsoft.Extensions.Logging.Abstractions;
using Sojourn.InMemory;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Validation;

namespace Sojourn.Houses;

/// <summary>A loaded ring of keys that a test knows.</summary>
internal static class PinnedRing
{
    public static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1795334400123);

    /// <summary>The key of the pinned vectors, number 7.</summary>
    public static RingKey Key { get; } = new(7, At, new GoldenFile("token-v1").Bytes("material"));

    public static async Task<KeyRing> LoadAsync(params RingKey[] keys)
    {
        var time = new ManualTimeProvider();
        var store = new InMemorySojournStore(time);
        var protector = new FakeKeyRingProtector(1);
        var record = new KeyRingRecord(1, protector.Protect(KeyRingCodec.Write(new KeyRingContent(keys[^1].Id, keys, []))));
        await store.ReplaceAsync(KeyRingName.Sessions, record, expectedVersion: 0, CancellationToken.None);
        var memory = new VerifiedMemory(new NearCache(8), new LeaseMemory(8));
        var ring = new KeyRing(store, protector, new StoreClock(time), new KeySchedule(), memory, NullLogger<KeyRing>.Instance);
        await ring.LoadAsync(CancellationToken.None);
        return ring;
    }
}
