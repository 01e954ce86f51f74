using FsCheck;
using FsCheck.Fluent;
using Sojourn.Houses;
using Sojourn.Keys;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Sessions;

public sealed class CodecTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1795334400123);

    [Fact]
    public void The_pinned_details_are_read_and_written_alike()
    {
        var golden = new GoldenFile("session-details-v1").Bytes("full");

        var details = SessionDetailsCodec.Read(golden);

        Assert.Equal(Carrier.Bearer, details.Carrier);
        Assert.Equal(new ClientContext("Firefox", "Linux", "203.0.113.0/24"), details.Client);
        Assert.Equal("Zoë’s laptop", details.DeviceName);
        Assert.Equal((At, "aal2"), (details.Proof.At, details.Proof.Assurance));
        Assert.Equal(["pwd", "hwk"], details.Proof.Methods);
        Assert.Equal((At.AddMinutes(-1), null), (details.ProofBefore!.At, details.ProofBefore.Assurance));
        Assert.True(details.IsPersistent && details.ReportsActivity);
        Assert.Equal(golden, SessionDetailsCodec.Write(details));
    }

    [Fact]
    public void The_pinned_plain_details_are_read_and_written_alike()
    {
        var golden = new GoldenFile("session-details-v1").Bytes("plain");

        var details = SessionDetailsCodec.Read(golden);

        Assert.Same(ClientContext.Unknown, details.Client);
        Assert.Null(details.DeviceName);
        Assert.Null(details.ProofBefore);
        Assert.Empty(details.Proof.Methods);
        Assert.Equal(golden, SessionDetailsCodec.Write(details));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 8)]
    public void Details_of_an_unknown_version_carrier_or_flag_are_refused(int offset, byte value)
    {
        var bytes = new GoldenFile("session-details-v1").Bytes("full");
        bytes[offset] = value;

        Assert.Throws<SessionStoreException>(() => SessionDetailsCodec.Read(bytes));
    }

    [Fact]
    public void Details_with_bytes_left_over_are_refused()
    {
        byte[] bytes = [.. new GoldenFile("session-details-v1").Bytes("full"), 0];

        Assert.Throws<SessionStoreException>(() => SessionDetailsCodec.Read(bytes));
    }

    [Fact]
    public void Truncated_or_garbled_details_are_a_typed_error_and_nothing_else() =>
        Prop.ForAll<int, byte, byte>((at, value, cut) =>
        {
            var bytes = new GoldenFile("session-details-v1").Bytes("full");
            bytes[(at & int.MaxValue) % bytes.Length] = value;
            return Typed.ReadsOrRefuses(() => SessionDetailsCodec.Read(bytes))
                && Typed.ReadsOrRefuses(() => SessionDetailsCodec.Read(bytes.AsSpan(0, cut % bytes.Length)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_are_details_or_a_typed_error_and_nothing_else() =>
        Prop.ForAll<byte[]>(bytes => Typed.ReadsOrRefuses(() => SessionDetailsCodec.Read((byte[])[1, 0, 0, .. bytes])))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_instant_that_no_reader_accepts_is_not_written()
    {
        var details = SessionDetailsCodec.Read(new GoldenFile("session-details-v1").Bytes("plain"));

        Assert.Throws<ArgumentOutOfRangeException>(() => SessionDetailsCodec.Write(
            details with { Proof = new SessionProof(default, [], Assurance: null) }));
    }

    [Fact]
    public void The_pinned_ticket_is_read_and_written_alike()
    {
        var golden = new GoldenFile("ticket-blob-v1").Bytes("hex");

        Assert.True(TicketBlob.TryRead(golden, out var blob));

        Assert.Equal("current"u8.ToArray(), blob.Current.ToArray());
        Assert.Equal("before"u8.ToArray(), blob.Before.ToArray());
        Assert.Equal(golden, blob.Write());
    }

    [Fact]
    public void A_truncated_or_garbled_ticket_is_refused_without_exceptions() =>
        Prop.ForAll<byte[], byte>((bytes, cut) =>
        {
            var golden = new GoldenFile("ticket-blob-v1").Bytes("hex");
            TicketBlob.TryRead((byte[])[1, .. bytes], out _);
            return !TicketBlob.TryRead(golden.AsSpan(0, cut % golden.Length), out _);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_pinned_sealed_ticket_opens_with_its_key_and_its_session_only()
    {
        var (key, id) = Pinned();
        var golden = new GoldenFile("sealed-ticket-v1").Bytes("hex");

        Assert.Equal(7, TicketSealer.KeyIdOf(golden));
        Assert.Equal(new GoldenFile("ticket-blob-v1").Bytes("hex"), TicketSealer.Open(key, id, golden));
        Assert.Null(TicketSealer.Open(key, SessionId.Create(At, tenant: null, new SubjectId("ada")), golden));
        Assert.Null(TicketSealer.Open(RingKey.Create(7, At), id, golden));
    }

    [Fact]
    public void Every_changed_byte_of_a_sealed_ticket_is_refused()
    {
        var (key, id) = Pinned();
        var golden = new GoldenFile("sealed-ticket-v1").Bytes("hex");

        for (var at = 2; at < golden.Length; at++)
        {
            var bytes = (byte[])golden.Clone();
            bytes[at] ^= 1;
            Assert.Null(TicketSealer.Open(key, id, bytes));
        }

        Assert.Equal(0, TicketSealer.KeyIdOf(golden.AsSpan(0, 29)));
    }

    [Fact]
    public async Task A_ticket_that_was_moved_to_another_row_is_refused_and_logged()
    {
        using var house = new House();
        var operatorToken = await house.SignInAsync("operator");
        var mine = await house.SignInAsync("mallory");
        var stolen = (await house.RecordAsync(operatorToken.Id)).Ticket;
        var change = new SessionChange { ExpectedVersion = 1, Ticket = stolen };
        await house.Store.ChangeAsync(mine.Id, change, TestContext.Current.CancellationToken);

        Assert.Equal(ValidationStatus.Unknown, await house.A.StatusAsync(mine));
        Assert.True(house.A.Logs.Has(1101));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(operatorToken));
    }

    [Fact]
    public async Task Details_that_cannot_be_read_are_unavailable_and_end_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var change = new SessionChange { ExpectedVersion = 1, Details = new byte[] { 9, 9, 9 } };
        await house.Store.ChangeAsync(token.Id, change, TestContext.Current.CancellationToken);

        Assert.Equal(ValidationStatus.Unavailable, await house.A.StatusAsync(token));
        Assert.Null((await house.RecordAsync(token.Id)).Ending);
    }

    private static (RingKey Key, SessionId Id) Pinned()
    {
        var golden = new GoldenFile("token-v1");
        Assert.True(SessionId.TryParse(golden.Text("id"), out var id));
        return (new RingKey(7, At, golden.Bytes("material")), id);
    }
}
