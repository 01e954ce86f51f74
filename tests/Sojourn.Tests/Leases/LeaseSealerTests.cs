using System.Buffers.Text;
using Sojourn.Houses;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Leases;

/// <summary>The seal of a cookie: what it is bound to, and the one form that opens.</summary>
public sealed class LeaseSealerTests
{
    private const string Name = "__Host-sid";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly GoldenFile Golden = new("sealed-lease-v1");

    [Fact]
    public async Task The_pinned_seal_opens_to_the_pinned_lease()
    {
        var sealer = await SealerAsync();

        var lease = await OpenAsync(sealer, Golden.Text("text"));

        Assert.Equal(new GoldenFile("lease-v1").Bytes("full"), LeaseCodec.Write(lease!));
    }

    [Fact]
    public async Task A_seal_opens_to_what_was_sealed_and_is_never_the_same_twice()
    {
        var sealer = await SealerAsync();
        var lease = LeaseCodec.Read(new GoldenFile("lease-v1").Bytes("full"))!;

        var (one, other) = (sealer.Seal(lease), sealer.Seal(lease));

        Assert.NotEqual(one, other, StringComparer.Ordinal);
        Assert.Equal(Golden.Text("text").Length, one.Length);
        Assert.Equal(one.Length, sealer.LengthOf(lease));
        Assert.Equal(LeaseCodec.Write(lease), LeaseCodec.Write((await OpenAsync(sealer, one))!));
    }

    [Fact]
    public async Task Under_another_cookie_name_it_does_not_open()
    {
        var ring = await PinnedRing.LoadAsync(PinnedRing.Key);

        foreach (var name in new[] { "__Host-other", "__Host-sid-2", "__Host-si", "sid", "" })
        {
            Assert.Null(await OpenAsync(new LeaseSealer(ring, name), Golden.Text("text")));
        }
    }

    [Theory]
    [InlineData(TokenPurpose.Cookie)]
    [InlineData(TokenPurpose.RefreshCookie)]
    [InlineData(TokenPurpose.RefreshBody)]
    [InlineData(TokenPurpose.AccessTicket)]
    public async Task What_was_sealed_for_another_purpose_does_not_open(object purpose)
    {
        byte[] context = [(byte)(TokenPurpose)purpose, .. "__Host-sid"u8];
        var plain = Padded(new GoldenFile("lease-v1").Bytes("full"));
        var text = Base64Url.EncodeToString(HourlySeal.Seal(PinnedRing.Key, PinnedRing.At, context, plain));

        Assert.Null(await OpenAsync(await SealerAsync(), text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Another_version_key_id_or_hour_does_not_open(int offset)
    {
        var key = PinnedRing.Key;
        var others = Enumerable.Range(1, 255).Where(id => id != key.Id).Select(id => new RingKey((byte)id, key.CreatedAt, key.Material));
        var sealer = new LeaseSealer(await PinnedRing.LoadAsync([.. others, key]), Name);
        var bytes = Base64Url.DecodeFromChars(Golden.Text("text"));
        for (var bit = 0; bit < 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[offset] ^= (byte)(1 << bit);

            // Every id of the ring has the same material here: only the associated data tell them apart.
            Assert.Null(await OpenAsync(sealer, Base64Url.EncodeToString(changed)));
        }

        Assert.NotNull(await OpenAsync(sealer, Golden.Text("text")));
    }

    [Fact]
    public async Task Another_keys_material_does_not_open_it()
    {
        var other = RingKey.Create(PinnedRing.Key.Id, PinnedRing.At);

        Assert.Null(await OpenAsync(new LeaseSealer(await PinnedRing.LoadAsync(other), Name), Golden.Text("text")));
    }

    [Fact]
    public async Task Every_flipped_bit_is_refused()
    {
        var sealer = await SealerAsync();
        var bytes = Base64Url.DecodeFromChars(Golden.Text("text"));

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(await OpenAsync(sealer, Base64Url.EncodeToString(changed)));
        }
    }

    [Fact]
    public async Task Every_prefix_every_shortened_tag_and_every_lengthened_text_is_refused()
    {
        var sealer = await SealerAsync();
        var text = Golden.Text("text");
        var bytes = Base64Url.DecodeFromChars(text);

        for (var length = 0; length < text.Length; length++)
        {
            Assert.Null(await OpenAsync(sealer, text[..length]));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(await OpenAsync(sealer, Base64Url.EncodeToString(bytes.AsSpan(0, length))));
        }

        foreach (var more in new[] { "A", "AA", "AAA", "AAAA", "=", "==", "====", " ", "\n", "\0", "é" })
        {
            Assert.Null(await OpenAsync(sealer, text + more));
            Assert.Null(await OpenAsync(sealer, more + text));
            Assert.Null(await OpenAsync(sealer, text[..8] + more + text[8..]));
        }
    }

    [Fact]
    public async Task Every_other_character_in_every_place_is_refused_and_the_standard_alphabet_too()
    {
        var sealer = await SealerAsync();
        var text = Golden.Text("text");

        for (var index = 0; index < text.Length; index++)
        {
            foreach (var other in $"+/={Alphabet[index % 64]}".Where(character => character != text[index]))
            {
                Assert.Null(await OpenAsync(sealer, $"{text[..index]}{other}{text[(index + 1)..]}"));
            }
        }

        foreach (var last in Alphabet.Where(character => character != text[^1]))
        {
            Assert.Null(await OpenAsync(sealer, text[..^1] + last));
        }
    }

    [Fact]
    public async Task A_genuine_seal_of_a_lease_without_a_token_is_refused() =>
        Assert.Null(await OpenAsync(await SealerAsync(), Golden.Text("without-token")));

    [Theory]
    [InlineData(3)]
    [InlineData(254)]
    public async Task A_padding_count_that_no_writer_writes_is_refused(byte count)
    {
        byte[] context = [(byte)TokenPurpose.Sealed, .. "__Host-sid"u8];
        byte[] plain = [.. new GoldenFile("lease-v1").Bytes("full"), count];
        while ((plain.Length + HourlySeal.Overhead) % 3 != 0)
        {
            plain = [.. plain, count];
        }

        var text = Base64Url.EncodeToString(HourlySeal.Seal(PinnedRing.Key, PinnedRing.At, context, plain));

        Assert.Null(await OpenAsync(await SealerAsync(), text));
    }

    [Fact]
    public async Task Every_length_of_content_has_one_spelling()
    {
        var sealer = await SealerAsync();
        var lease = LeaseCodec.Read(new GoldenFile("lease-v1").Bytes("full"))!;

        for (var length = 0; length < 24; length++)
        {
            var text = sealer.Seal(lease with { Ticket = new byte[length] });

            Assert.Equal(0, text.Length % 4);
            Assert.Equal(length, (await OpenAsync(sealer, text))!.Ticket.Length);
        }
    }

    private static byte[] Padded(byte[] plain)
    {
        var zeros = (3 - ((plain.Length + 1 + HourlySeal.Overhead) % 3)) % 3;
        return [.. plain, .. new byte[zeros], (byte)zeros];
    }

    private static async Task<LeaseSealer> SealerAsync() => new(await PinnedRing.LoadAsync(PinnedRing.Key), Name);

    private static async Task<SessionLease?> OpenAsync(LeaseSealer sealer, string text) =>
        await sealer.OpenAsync(text.AsMemory(), TestContext.Current.CancellationToken);
}
