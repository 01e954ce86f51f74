using System.Buffers.Binary;
using System.Security.Cryptography;
using Sojourn.Keys;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.Tokens;

/// <summary>Makes, stamps, derives and recognises session tokens with the keys of the ring.</summary>
internal sealed class SessionTokens(KeyRing ring)
{
    /// <summary>A token with a fresh secret, stamped with the active key.</summary>
    /// <remarks>The ring must be loaded: <see cref="LoadAsync"/> comes first.</remarks>
    public SessionToken Issue(TokenPurpose purpose, SessionId id, int generation)
    {
        Span<byte> secret = stackalloc byte[SessionToken.SecretLength];
        RandomNumberGenerator.Fill(secret);
        return Stamp(ring.Active, purpose, id, generation, BinaryPrimitives.ReadUInt128BigEndian(secret));
    }

    /// <summary>What a session's token is for: its carrier and, for a refresh token, the channel that the sign-in fixed.</summary>
    public static TokenPurpose PurposeOf(SessionDetails details) => details.Carrier switch
    {
        Carrier.Cookie => TokenPurpose.Cookie,
        Carrier.Sealed => TokenPurpose.Sealed,
        _ => details.HasRefreshInBody ? TokenPurpose.RefreshBody : TokenPurpose.RefreshCookie,
    };

    /// <summary>Whether the tag is right. An unknown key id reloads a ring that is older than a second.</summary>
    /// <exception cref="SessionStoreException">The reload failed, so nothing can be said.</exception>
    public async ValueTask<bool> IsGenuineAsync(SessionToken token, CancellationToken cancellationToken)
    {
        var key = await ring.FindAsync(token.KeyId, cancellationToken);
        return key is not null && IsGenuine(token, key);
    }

    /// <summary>The successor that a refresh has already made, derived again and checked against the record.</summary>
    /// <returns>Null when the derivation does not give what the record holds: never hand that out.</returns>
    public async ValueTask<SessionToken?> RepeatSuccessorAsync(
        SessionToken presented, SessionRecord record, CancellationToken cancellationToken)
    {
        if (await ring.FindAsync(record.Token.DerivedWith, cancellationToken) is not { } key)
        {
            return null;
        }

        var successor = Derive(presented, key);
        return Hash(successor).FixedTimeEquals(record.Token.Current) ? successor : null;
    }

    /// <summary>Loads the ring if this node has not yet.</summary>
    public ValueTask LoadAsync(CancellationToken cancellationToken) => ring.LoadAsync(cancellationToken);

    /// <summary>The successor of a presented token, derived with the active key.</summary>
    public SessionToken Derive(in SessionToken presented) => Derive(presented, ring.Active);

    /// <summary>The successor of a presented token: the same on every node and for every racing caller.</summary>
    /// <param name="presented">A genuine token.</param>
    /// <param name="key">The key that the record names, or will name, as the deriving one.</param>
    public static SessionToken Derive(in SessionToken presented, RingKey key)
    {
        Span<byte> message = stackalloc byte[SessionToken.StampedLength];
        Span<byte> derived = stackalloc byte[SHA256.HashSizeInBytes];
        WriteStamped(presented.Purpose, key.Id, presented.Id, presented.Generation, presented.Secret, message);
        HMACSHA256.HashData(key.DerivationKey, message, derived);
        var secret = BinaryPrimitives.ReadUInt128BigEndian(derived);
        return Stamp(key, presented.Purpose, presented.Id, presented.Generation + 1, secret);
    }

    /// <summary>Checks the tag in constant time. Required before any store access.</summary>
    /// <param name="token">A token whose shape is right.</param>
    /// <param name="key">The ring key that the token names.</param>
    public static bool IsGenuine(in SessionToken token, RingKey key)
    {
        var expected = TagOf(key, token.Purpose, token.Id, token.Generation, token.Secret);
        Span<byte> tags = stackalloc byte[2 * SessionToken.SecretLength];
        BinaryPrimitives.WriteUInt128BigEndian(tags, expected);
        BinaryPrimitives.WriteUInt128BigEndian(tags[SessionToken.SecretLength..], token.Tag);
        return CryptographicOperations.FixedTimeEquals(
            tags[..SessionToken.SecretLength], tags[SessionToken.SecretLength..]);
    }

    /// <summary>What a store keeps: SHA-256(session id, secret).</summary>
    /// <remarks>Not over the stamp: a token keeps its hash when another key stamps it.</remarks>
    public static TokenHash Hash(in SessionToken token)
    {
        Span<byte> input = stackalloc byte[16 + SessionToken.SecretLength];
        token.Id.WriteTo(input);
        BinaryPrimitives.WriteUInt128BigEndian(input[16..], token.Secret);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return TokenHash.Read(hash);
    }

    private static SessionToken Stamp(RingKey key, TokenPurpose purpose, SessionId id, int generation, UInt128 secret) =>
        new(purpose, key.Id, id, generation, secret, TagOf(key, purpose, id, generation, secret));

    private static UInt128 TagOf(RingKey key, TokenPurpose purpose, SessionId id, int generation, UInt128 secret)
    {
        Span<byte> message = stackalloc byte[SessionToken.StampedLength];
        Span<byte> tag = stackalloc byte[SHA256.HashSizeInBytes];
        WriteStamped(purpose, key.Id, id, generation, secret, message);
        HMACSHA256.HashData(key.TagKey, message, tag);
        return BinaryPrimitives.ReadUInt128BigEndian(tag);
    }

    private static void WriteStamped(
        TokenPurpose purpose, byte keyId, SessionId id, int generation, UInt128 secret, Span<byte> message)
    {
        Span<byte> bytes = stackalloc byte[SessionToken.ByteLength];
        new SessionToken(purpose, keyId, id, generation, secret, tag: 0).WriteTo(bytes);
        bytes[..SessionToken.StampedLength].CopyTo(message);
    }
}
