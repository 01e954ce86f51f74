using System.Buffers;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

// Reading goes through these steps in this order and stops at the first that fails. Nothing is looked up for a text that
// fails the first three, no claim is looked at before the signature is right, and nobody is told of the lapse of a token
// that was never good. Source: RFC 8725; RFC 9068 section 4; RFC 7519 section 7.2.
//
//   1  at most 16 kB of the base64url alphabet and dots; three parts, none empty, each in its only spelling
//   2  header: strict JSON object of 'alg', 'typ' and 'kid', each once, nothing else
//   3  'typ' is at+jwt, 'alg' is one of three
//   4  the key of that 'kid', and 'alg' is its own algorithm
//   5  the signature, over the characters received
//   6  claims: strict types, each member once, all that must be there
//   7  issuer, audience, and a life no longer than the lease
//   8  issued and valid from now or earlier, give or take the skew
//   9  not lapsed for longer than the skew

/// <summary>Decides what a text that was presented as an access token is. Never throws for a text, whatever it is.</summary>
/// <remarks>Safe for concurrent use. Measured in tests: the bytes that a first sight allocates.</remarks>
internal sealed class AccessTokenReader(AccessTokenSettings settings, ISigningKeySource keys)
{
    private const int StackLength = 2048;

    /// <summary>Reads a token with the keys that this node has at hand; synchronous, without I/O.</summary>
    /// <param name="text">Anything a client may send.</param>
    /// <param name="now">Store time.</param>
    /// <returns><see cref="AccessTokenReading.UnknownKey"/> when <see cref="ReadAsync"/> could say more.</returns>
    public AccessTokenResult Read(ReadOnlySpan<char> text, DateTimeOffset now) => Read(text, now, fetched: null, out _);

    /// <summary>Reads a token, and has the keys looked up once more when this node does not know the one it names.</summary>
    /// <param name="text">Anything a client may send.</param>
    /// <param name="now">Store time.</param>
    /// <param name="cancellationToken">Stops waiting for the keys.</param>
    /// <returns>Completed, without that look, for every text that the steps before it refuse.</returns>
    /// <exception cref="Stores.SessionStoreException">The keys could not be looked up, so nothing can be said.</exception>
    public ValueTask<AccessTokenResult> ReadAsync(
        ReadOnlyMemory<char> text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = Read(text.Span, now, fetched: null, out var unknown);
        return unknown is null
            ? new ValueTask<AccessTokenResult>(result)
            : ReadWithKeyAsync(text, now, unknown, cancellationToken);
    }

    private async ValueTask<AccessTokenResult> ReadWithKeyAsync(
        ReadOnlyMemory<char> text, DateTimeOffset now, string keyId, CancellationToken cancellationToken) =>
        await keys.FindAsync(keyId, cancellationToken) is { } key
            ? Read(text.Span, now, key, out _)
            : AccessTokenReading.UnknownKey;

    private AccessTokenResult Read(ReadOnlySpan<char> text, DateTimeOffset now, SigningKey? fetched, out string? unknown)
    {
        unknown = null;
        if (text.Length > CompactToken.MaximumLength) // 1
        {
            return AccessTokenReading.Malformed;
        }

        var length = CompactToken.BufferLength(text.Length);
        var rented = length > StackLength ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            return Read(text, rented ?? stackalloc byte[StackLength], now, fetched, out unknown);
        }
        finally
        {
            if (rented is not null)
            {
                // It held a credential; the next renter is somebody else.
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private AccessTokenResult Read(
        ReadOnlySpan<char> text, Span<byte> buffer, DateTimeOffset now, SigningKey? fetched, out string? unknown)
    {
        unknown = null;
        if (!CompactToken.TryDecode(text, buffer, out var compact) // 1
            || !AccessTokenHeader.TryRead(compact.Header, out var header)) // 2, 3
        {
            return AccessTokenReading.Malformed;
        }

        if ((fetched ?? keys.Find(header.KeyId)) is not { } key) // 4
        {
            unknown = header.KeyId;
            return AccessTokenReading.UnknownKey;
        }

        if (header.Algorithm != key.Algorithm || !key.Verify(compact.Signed, compact.Signature)) // 5
        {
            return AccessTokenReading.Forged;
        }

        var payload = new AccessTokenPayload(settings);
        return payload.Read(compact.Payload) is { } token // 6
            ? Judge(token, payload, now)
            : AccessTokenReading.Malformed;
    }

    private AccessTokenResult Judge(AccessToken token, in AccessTokenPayload payload, DateTimeOffset now)
    {
        // In seconds, as 'exp' and 'iat' are: the milliseconds of the issue are no part of the lease.
        var life = token.ExpiresAt.ToUnixTimeSeconds() - token.IssuedAt.ToUnixTimeSeconds();
        if (!payload.IsOurIssuer || !payload.IsForUs || life > settings.Lease.Ticks / TimeSpan.TicksPerSecond) // 7
        {
            return AccessTokenReading.Foreign;
        }

        if (token.IssuedAt - settings.ClockSkew > now
            || DateTimeOffset.FromUnixTimeSeconds(payload.NotBefore) - settings.ClockSkew > now) // 8
        {
            return AccessTokenReading.Premature;
        }

        return now - settings.ClockSkew < token.ExpiresAt // 9
            ? new AccessTokenResult(AccessTokenReading.Valid, token)
            : AccessTokenReading.Expired;
    }
}
