using System.Buffers.Binary;
using System.Globalization;
using Sojourn.Houses;
using Sojourn.Keys;
using Sojourn.Sessions;

namespace Sojourn.Tokens;

public sealed class TokenGoldenTests
{
    private readonly GoldenFile _golden = new("token-v1");

    [Fact]
    public void The_pinned_text_is_read_field_by_field()
    {
        Assert.True(SessionToken.TryParse(_golden.Text("text"), out var token));

        Assert.Equal(_golden.Text("id"), token.Id.ToString());
        Assert.Equal(_golden.Text("keyId"), token.KeyId.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(_golden.Text("generation"), token.Generation.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(TokenPurpose.Cookie, token.Purpose);
        Assert.Equal(Secret, token.Secret);
        Assert.Equal(BinaryPrimitives.ReadUInt128BigEndian(_golden.Bytes("tag")), token.Tag);
    }

    [Fact]
    public void The_pinned_fields_are_written_as_the_pinned_text()
    {
        var token = new SessionToken(
            TokenPurpose.Cookie, 7, Id, 3, Secret, BinaryPrimitives.ReadUInt128BigEndian(_golden.Bytes("tag")));

        Assert.Equal(_golden.Text("text"), token.Text());
    }

    [Fact]
    public void The_pinned_tag_is_genuine_under_the_pinned_key()
    {
        Assert.True(SessionToken.TryParse(_golden.Text("text"), out var token));

        Assert.True(SessionTokens.IsGenuine(token, Key));
        Assert.False(SessionTokens.IsGenuine(token, RingKey.Create(7, DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void The_pinned_secret_has_the_pinned_hash()
    {
        Assert.True(SessionToken.TryParse(_golden.Text("text"), out var token));

        Assert.Equal(_golden.Bytes("hash"), SessionTokens.Hash(token).ToArray());
    }

    [Fact]
    public void The_pinned_token_has_the_pinned_successor()
    {
        Assert.True(SessionToken.TryParse(_golden.Text("text"), out var token));

        Assert.Equal(_golden.Text("successor"), SessionTokens.Derive(token, Key).Text());
    }

    private RingKey Key => new(7, DateTimeOffset.UnixEpoch, _golden.Bytes("material"));

    private SessionId Id => SessionId.TryParse(_golden.Text("id"), out var id) ? id : default;

    private UInt128 Secret => BinaryPrimitives.ReadUInt128BigEndian(_golden.Bytes("secret"));
}
