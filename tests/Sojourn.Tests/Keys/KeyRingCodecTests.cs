using FsCheck;
using FsCheck.Fluent;
using Sojourn.Houses;
using Sojourn.Stores;

namespace Sojourn.Keys;

public sealed class KeyRingCodecTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_795_334_400_123);

    [Fact]
    public void A_ring_of_the_first_version_is_read()
    {
        var ring = KeyRingCodec.Read(new GoldenFile("key-ring-v1").Bytes("hex"));

        Assert.Equal([7, 8], ring.Keys.Select(key => (int)key.Id));
        Assert.Equal(At, ring.Keys[0].CreatedAt);
        Assert.Equal(At, ring.Keys[0].ActiveAt);
        Assert.Equal(8, ring.LastId);
        Assert.Empty(ring.Signing);
    }

    [Fact]
    public void The_pinned_ring_is_read_and_written_alike()
    {
        var golden = new GoldenFile("key-ring-v2").Bytes("hex");

        var ring = KeyRingCodec.Read(golden);

        Assert.Equal([7, 8], ring.Keys.Select(key => (int)key.Id));
        Assert.Equal(9, ring.LastId);
        Assert.Equal(At.AddDays(1), ring.Keys[1].ActiveAt);
        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", Assert.Single(ring.Signing).KeyId);
        Assert.Equal(At.AddHours(1), ring.Signing[0].ActiveAt);
        Assert.Equal(golden, KeyRingCodec.Write(ring));
    }

    [Fact]
    public void A_ring_with_an_id_of_zero_or_twice_or_an_impossible_instant_is_refused()
    {
        Refused("key-ring-v1", 2, 0);
        Refused("key-ring-v1", 43, 7);
        Refused("key-ring-v1", 3, 0x7F);
        Refused("key-ring-v2", 0, 3);
        Refused("key-ring-v2", 1, 0);
        Refused("key-ring-v2", 3, 0);
        Refused("key-ring-v2", 52, 7);
        Refused("key-ring-v2", 12, 0x7F);
    }

    [Fact]
    public void An_unknown_algorithm_and_a_key_of_another_one_are_refused()
    {
        const int AlgorithmAt = 3 + (2 * 49) + 1;
        Refused("key-ring-v2", AlgorithmAt, 0);
        Refused("key-ring-v2", AlgorithmAt, 9);
        Refused("key-ring-v2", AlgorithmAt, (byte)SigningAlgorithm.RS256);
    }

    [Theory]
    [InlineData("key-ring-v1")]
    [InlineData("key-ring-v2")]
    public void A_truncated_or_garbled_ring_is_a_typed_error_and_nothing_else(string golden) =>
        Prop.ForAll<int, byte, byte>((at, value, cut) =>
        {
            var bytes = new GoldenFile(golden).Bytes("hex");
            bytes[(at & int.MaxValue) % bytes.Length] = value;
            return Typed.ReadsOrRefuses(() => KeyRingCodec.Read(bytes))
                && Typed.ReadsOrRefuses(() => KeyRingCodec.Read(bytes.AsSpan(0, cut % bytes.Length)));
        }).QuickCheckThrowOnFailure();

    private static void Refused(string golden, int at, byte value)
    {
        var bytes = new GoldenFile(golden).Bytes("hex");
        bytes[at] = value;
        Assert.Throws<SessionStoreException>(() => KeyRingCodec.Read(bytes));
    }
}
