using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sojourn.Houses;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.Tokens;

public sealed class SessionTokenTests
{
    [Fact]
    public async Task T1_the_secret_has_128_random_bits_and_the_id_grants_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        var secrets = Enumerable.Range(0, 1000)
            .Select(_ => house.A.Tokens.Issue(token.Purpose, token.Id, 1).Secret)
            .ToList();

        var ones = secrets.Aggregate(UInt128.Zero, (seen, secret) => seen | secret);
        var zeros = secrets.Aggregate(UInt128.Zero, (seen, secret) => seen | ~secret);
        Assert.Equal(1000, secrets.Distinct().Count());
        Assert.Equal((UInt128.MaxValue, UInt128.MaxValue), (ones, zeros));
        Assert.Equal(16, SessionToken.SecretLength);
        Assert.NotEqual(
            ValidationStatus.Active, await house.A.StatusAsync(house.A.Tokens.Issue(token.Purpose, token.Id, 1)));
    }

    [Fact]
    public async Task T2_a_record_holds_neither_the_secret_nor_the_ticket_in_the_clear()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        var record = await house.RecordAsync(token.Id);

        var secret = new byte[SessionToken.ByteLength];
        token.WriteTo(secret);
        var kept = new[] { record.Details.ToArray(), record.Ticket.ToArray(), record.Token.Current.ToArray() };
        Assert.All(kept, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret.AsSpan(22, 16))));
        Assert.All(kept, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf("before"u8)));
        Assert.Equal(SessionTokens.Hash(token), record.Token.Current);
    }

    [Fact]
    public async Task T3_a_leaked_tag_key_alone_is_no_login_and_a_wrong_secret_ends_nothing()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        // Issue is all that the holder of the tag key can do: a right stamp over a secret of their own.
        var forged = house.A.Tokens.Issue(token.Purpose, token.Id, token.Generation);

        Assert.Equal(ValidationStatus.Unknown, await house.A.StatusAsync(forged));
        Assert.True(house.A.Logs.Has(1201));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task T4_every_flipped_bit_of_the_text_is_refused_without_any_store_operation()
    {
        using var house = new House();
        var text = (await house.SignInAsync()).Text();
        house.Store.ResetCounts();

        for (var bit = 0; bit < SessionToken.TextLength * 7; bit++)
        {
            var forged = text.ToCharArray();
            forged[bit / 7] ^= (char)(1 << (bit % 7));
            Assert.NotEqual(ValidationStatus.Active, await StatusAsync(house, new string(forged)));
        }

        // An unknown key id may reload a ring that is older than a second; this one is not.
        Assert.Equal(0, house.Store.Total);
    }

    [Fact]
    public async Task T4_a_thousand_forged_tokens_cost_no_store_operation()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var theirs = RingKey.Create(token.KeyId, house.Now);
        house.Pass(60);
        house.Store.ResetCounts();

        for (var index = 0; index < 1000; index++)
        {
            var id = SessionId.Create(house.Now, tenant: null, new SubjectId("mallory"));
            var seed = new SessionToken(TokenPurpose.Cookie, token.KeyId, id, 1, (UInt128)index, tag: 0);
            Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(SessionTokens.Derive(seed, theirs)));
        }

        Assert.Equal(0, house.Store.Total);
    }

    [Fact]
    public async Task T4_a_thousand_tokens_with_an_unknown_key_cost_one_read_of_the_ring()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        house.Pass(60);
        house.Store.ResetCounts();

        for (var index = 0; index < 1000; index++)
        {
            var forged = new SessionToken(token.Purpose, 99, token.Id, 1, (UInt128)index, tag: 1);
            Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(forged));
        }

        Assert.Equal(1, house.Store.Total);
        Assert.Equal(1, house.Store.Count(StoreOperation.GetRing));
    }

    [Fact]
    public async Task T5_two_nodes_derive_the_same_successor_and_the_record_names_the_key()
    {
        using var house = new House();
        var b = house.AddNode();
        var token = await house.SignInAsync(carrier: Carrier.Bearer);
        await b.Tokens.LoadAsync(CancellationToken.None);

        var successor = house.A.Tokens.Derive(token);
        house.Pass(60);
        var issued = await b.RotateAsync(token);

        Assert.Equal(successor.Text(), issued.Token.Text());
        Assert.Equal(successor.KeyId, (await house.RecordAsync(token.Id)).Token.DerivedWith);
    }

    [Fact]
    public async Task T6_an_old_genuine_token_is_told_from_garbage()
    {
        using var house = new House();
        var first = await house.SignInAsync(carrier: Carrier.Bearer);
        house.Pass(60);
        var second = (await house.A.RotateAsync(first)).Token;
        await house.A.StatusAsync(second);
        await house.A.FlushAsync();
        house.Pass(91);

        Assert.True(SessionToken.TryParse(first.Text()[..^1] + (first.Text()[^1] == 'A' ? 'B' : 'A'), out var garbage));

        Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(garbage));
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(second));
        Assert.Equal(EndReason.Reuse, (await house.A.ValidateAsync(first)).Reason);
    }

    [Theory]
    [InlineData(Carrier.Cookie)]
    [InlineData(Carrier.Sealed)]
    [InlineData(Carrier.Bearer)]
    public async Task T7_a_token_for_another_purpose_is_refused_cold_and_warm(Carrier carrier)
    {
        using var house = new House();
        var token = await house.SignInAsync(carrier: carrier);
        await house.A.StatusAsync(token);
        house.Store.ResetCounts();

        foreach (var purpose in Enum.GetValues<TokenPurpose>().Where(other => other != token.Purpose))
        {
            var result = await house.A.Validator.ValidateAsync(
                token, purpose, ValidationDemands.None, CancellationToken.None);
            Assert.Equal(ValidationStatus.Malformed, result.Status);
        }

        Assert.Equal(0, house.Store.Total);
    }

    [Fact]
    public async Task T7_a_purpose_that_is_not_the_records_is_refused_although_the_tag_is_right()
    {
        using var house = new House();
        var token = await house.SignInAsync();
        var active = house.A.Ring.Active;

        // The same secret under a right stamp for another carrier: only the record tells.
        var other = StampedFor(TokenPurpose.RefreshCookie, token, active);

        Assert.True(SessionTokens.IsGenuine(other, active));
        Assert.Equal(ValidationStatus.Malformed, await house.A.StatusAsync(other));
        Assert.Equal(ValidationStatus.Malformed, (await house.A.RotateAsync(other)).Status);
        Assert.Equal(ValidationStatus.Active, await house.A.StatusAsync(token));
    }

    [Fact]
    public async Task T8_the_text_is_url_safe_and_of_fixed_length_and_never_printed()
    {
        using var house = new House();
        var token = await house.SignInAsync();

        var text = token.Text();

        Assert.Equal(72, text.Length);
        Assert.All(text, letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        Assert.Equal("[session token]", token.ToString());
        Assert.Equal("[session token]", $"{token}");
        Assert.False(token.TryFormat(new char[71]));
    }

    [Fact]
    public async Task Every_spelling_but_the_one_is_refused()
    {
        using var house = new House();
        var text = (await house.SignInAsync()).Text();
        string[] variants =
        [
            "", text[..71], text + "A", " " + text[1..], text[..71] + " ", text[..71] + "\n", " " + text, text + " ",
            text[..71] + "=", text[..70] + "==", text + "=", text[..71] + "%", text[..36] + "\t" + text[37..],
            text.Replace('E', '+'), text[..71] + "/", text[..71] + "\0", text[..71] + "é", new string('A', 72),
            new string('_', 72), new string('=', 72), new string(' ', 72), text + text,
        ];

        Assert.All(variants, variant => Assert.False(SessionToken.TryParse(variant, out _)));
    }

    [Fact]
    public void Reading_never_throws_and_what_it_accepts_has_one_spelling() =>
        Prop.ForAll<string>(text =>
        {
            var padded = (text ?? "").PadRight(SessionToken.TextLength, 'E')[..SessionToken.TextLength];
            return !SessionToken.TryParse(padded, out var token)
                || string.Equals(token.Text(), padded, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hashes_compare_by_every_bit()
    {
        var bytes = Encoding.ASCII.GetBytes("0123456789abcdef0123456789ABCDEF");
        var hash = TokenHash.Read(bytes);

        Assert.True(hash.FixedTimeEquals(TokenHash.Read(bytes)));
        Assert.Equal(bytes, hash.ToArray());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var other = (byte[])bytes.Clone();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(hash.FixedTimeEquals(TokenHash.Read(other)));
        }
    }

    private static SessionToken StampedFor(TokenPurpose purpose, SessionToken token, RingKey key)
    {
        var unstamped = new SessionToken(purpose, token.KeyId, token.Id, token.Generation, token.Secret, tag: 0);
        Span<byte> bytes = stackalloc byte[SessionToken.ByteLength];
        unstamped.WriteTo(bytes);
        var tag = System.Security.Cryptography.HMACSHA256.HashData(key.TagKey, bytes[..SessionToken.StampedLength]);
        var half = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(tag);
        return new SessionToken(purpose, token.KeyId, token.Id, token.Generation, token.Secret, half);
    }

    private static async Task<ValidationStatus> StatusAsync(House house, string text)
    {
        if (!SessionToken.TryParse(text, out var token))
        {
            return ValidationStatus.Malformed;
        }

        var result = await house.A.Validator.ValidateAsync(
            token, TokenPurpose.Cookie, ValidationDemands.None, CancellationToken.None);
        return result.Status;
    }
}
