using FsCheck;
using FsCheck.Fluent;
using Sojourn.Houses;

namespace Sojourn.Leases;

public sealed class LeaseCodecTests
{
    private static readonly DateTimeOffset At = PinnedRing.At;

    [Fact]
    public void The_pinned_lease_is_read_and_written_alike()
    {
        var golden = new GoldenFile("lease-v1").Bytes("full");

        var lease = LeaseCodec.Read(golden)!;

        Assert.Equal((3, 9L), (lease.Generation, lease.Version));
        Assert.Equal(lease.Id, lease.Reference!.Value.Id);
        Assert.Equal(("north", "Zoë", "browser"), (lease.Tenant!.Value.Value, lease.Subject.Value, lease.Kind));
        Assert.Equal((At.AddMinutes(-1), At.AddSeconds(-1)), (lease.AuthenticatedAt, lease.LastActivityAt));
        Assert.Equal((At.AddHours(1), At, At.AddMinutes(5)), (lease.AbsoluteAt, lease.IssuedAt, lease.BelievedUntil));
        Assert.Equal((TimeSpan.FromMinutes(30), At.AddSeconds(-30), "aal2"), (lease.IdleTimeout, lease.Proof.At, lease.Proof.Assurance));
        Assert.Equal(["pwd", "hwk"], lease.Proof.Methods);
        Assert.True(lease.IsPersistent && lease.ReportsActivity);
        Assert.Equal("ticket"u8.ToArray(), lease.Ticket.ToArray());
        Assert.Equal(golden, LeaseCodec.Write(lease));
    }

    [Fact]
    public void The_pinned_lease_without_a_token_is_read_and_written_alike()
    {
        var golden = new GoldenFile("lease-v1").Bytes("without-token");

        var lease = LeaseCodec.Read(golden)!;

        Assert.Null(lease.Reference);
        Assert.Equal((3, 3L), (lease.Generation, lease.Version));
        Assert.Equal(new GoldenFile("token-v1").Text("id"), lease.Id.ToString());
        Assert.Null(lease.Tenant);
        Assert.False(lease.IsPersistent || lease.ReportsActivity);
        Assert.Equal(golden, LeaseCodec.Write(lease));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 8)]
    [InlineData(1, 11)]
    public void Another_version_and_unknown_flags_are_refused(int offset, byte value)
    {
        var bytes = new GoldenFile("lease-v1").Bytes("full");
        bytes[offset] = value;

        Assert.Null(LeaseCodec.Read(bytes));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("without-token")]
    public void Every_prefix_and_a_byte_left_over_are_refused(string name)
    {
        var golden = new GoldenFile("lease-v1").Bytes(name);

        for (var length = 0; length < golden.Length; length++)
        {
            Assert.Null(LeaseCodec.Read(golden.AsSpan(0, length)));
        }

        Assert.Null(LeaseCodec.Read([.. golden, 0]));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(0x1_0000_0001L)]
    public void A_generation_that_is_none_is_refused(long generation)
    {
        var bytes = new GoldenFile("lease-v1").Bytes("without-token");
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(18), generation);

        Assert.Null(LeaseCodec.Read(bytes));
    }

    [Fact]
    public void An_empty_session_id_is_refused()
    {
        var bytes = new GoldenFile("lease-v1").Bytes("without-token");
        bytes.AsSpan(2, 16).Clear();

        Assert.Null(LeaseCodec.Read(bytes));
    }

    [Fact]
    public void Garbled_and_random_bytes_are_a_lease_or_none_and_never_a_fault() =>
        Prop.ForAll<int, byte, byte[]>((at, value, random) =>
        {
            foreach (var name in new[] { "full", "without-token" })
            {
                var bytes = new GoldenFile("lease-v1").Bytes(name);
                bytes[(at & int.MaxValue) % bytes.Length] = value;
                LeaseCodec.Read(bytes);
            }

            LeaseCodec.Read((byte[])[1, (byte)(value & 7), .. random]);
            return true;
        }).QuickCheckThrowOnFailure();
}
