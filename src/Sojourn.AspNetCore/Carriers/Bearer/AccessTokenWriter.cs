using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

// The access token's format: a JSON Web Token in compact form, base64url(header).base64url(claims).base64url(signature).
//
//   header, in this order, nothing else
//     alg        the key's algorithm: ES256, PS256 or RS256
//     typ        at+jwt (RFC 9068)
//     kid        the key's RFC 7638 thumbprint, 43 characters
//
//   claims, each once, in this order; * = may be missing
//     iss        the issuer, compared character by character
//     sub        the subject, 1 to 256 characters
//     aud        an audience, or a list of two or more
//     exp        seconds: iat + lease, or the session's absolute deadline if that comes first
//     iat        seconds: iat_ms rounded down
//     jti        128 random bits, 22 characters
//     client_id  whom it was issued to
//     sid        the session id, 36 characters in lower case; it grants nothing
//     auth_time  seconds: pt_ms rounded down. The last proof, as amr and acr are (RFC 9470)
//     amr      * how the person proved themselves, a list of texts (RFC 8176)
//     acr      * the assurance reached
//     sojourn    for Sojourn's own nodes, an object:
//       g          generation of the session's token, 1 to 2^31 - 1
//       v          version of the record, 1 to 2^63 - 1
//       at_ms      start of the sign-in, which cut-offs are compared with
//       pt_ms      last proof
//       iat_ms     issue
//       abs_ms     absolute deadline
//       idle_ms    idle timeout, a duration of 1 or more
//       act_ms     last activity known at the issue
//       kind       what limits count
//       tenant   * the subject's tenant, 1 to 128 characters
//       ticket   * the person's ticket, sealed (AccessTicketSealer); our nodes refuse a token without one
//     …        * the host's claims by their short names: a text, or a list of texts when a type has several values
//
// Numbers are whole; instants are milliseconds since 1970 where the name ends in _ms and seconds otherwise, before the year
// 10000. 'nbf' is read and never written. A reader refuses unknown members of the header and of 'sojourn', and 'cnf',
// 'nonce' and 'events' among the claims: a version that adds a member is deployed reading it before it writes it. Golden
// tokens pin the format.

/// <summary>Writes access tokens. Safe for concurrent use.</summary>
internal sealed class AccessTokenWriter(AccessTokenSettings settings)
{
    private const byte Dot = (byte)'.';
    private const int UsualLength = 1024;

    // The text ends up in base64url and never in a page: escaping for HTML would only make names of people longer.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes and signs a token.</summary>
    /// <param name="token">Its facts. Values of one claim type are gathered where the type comes first.</param>
    /// <param name="key">The key that signs now.</param>
    /// <returns>The compact form: a credential.</returns>
    /// <exception cref="ArgumentException">A claim has a reserved name or no well-formed text, or there are too many for a reader.</exception>
    public string Write(AccessToken token, SigningKey key)
    {
        var payload = new ArrayBufferWriter<byte>(UsualLength);
        using (var json = new Utf8JsonWriter(payload, Relaxed))
        {
            WriteClaims(json, token);
        }

        var header = AccessTokenHeader.Write(key);
        var most = Base64Url.GetEncodedLength(header.Length) + Base64Url.GetEncodedLength(payload.WrittenCount)
            + Base64Url.GetEncodedLength(SigningKey.LongestSignature) + 2;
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = Sign(key, header, payload.WrittenSpan, buffer);
            return length <= CompactToken.MaximumLength
                ? Encoding.ASCII.GetString(buffer.AsSpan(0, length))
                : throw new ArgumentException(AccessTokenErrors.TooLong(length), nameof(token));
        }
        finally
        {
            // It held a credential; the next renter is somebody else.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static int Sign(SigningKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> text)
    {
        Span<byte> signature = stackalloc byte[SigningKey.LongestSignature];
        var length = Base64Url.EncodeToUtf8(header, text);
        text[length++] = Dot;
        length += Base64Url.EncodeToUtf8(payload, text[length..]);
        var written = key.Sign(text[..length], signature);
        text[length++] = Dot;
        return length + Base64Url.EncodeToUtf8(signature[..written], text[length..]);
    }

    private void WriteClaims(Utf8JsonWriter json, AccessToken token)
    {
        json.WriteStartObject();
        json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.Issuer), settings.Issuer);
        json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.Subject), token.Subject.Value);
        WriteTexts(json, AccessTokenMembers.NameOf(AccessTokenMember.Audience), settings.Audiences);
        json.WriteNumber(AccessTokenMembers.NameOf(AccessTokenMember.ExpiresAt), token.ExpiresAt.ToUnixTimeSeconds());
        json.WriteNumber(AccessTokenMembers.NameOf(AccessTokenMember.IssuedAt), token.IssuedAt.ToUnixTimeSeconds());
        json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.Id), token.Id);
        json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.ClientId), token.ClientId);
        json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.SessionId), token.SessionId.Value);
        json.WriteNumber(AccessTokenMembers.NameOf(AccessTokenMember.ProvedAt), token.Proof.At.ToUnixTimeSeconds());
        if (token.Proof.Methods.Count > 0)
        {
            WriteList(json, AccessTokenMembers.NameOf(AccessTokenMember.Methods), token.Proof.Methods);
        }

        if (token.Proof.Assurance is { Length: > 0 } assurance)
        {
            json.WriteString(AccessTokenMembers.NameOf(AccessTokenMember.Assurance), assurance);
        }

        AccessTokenSession.Write(json, token);
        WriteFurther(json, token.Claims);
        json.WriteEndObject();
    }

    private static void WriteFurther(Utf8JsonWriter json, IReadOnlyList<AccessTokenClaim> claims)
    {
        var types = 0;
        foreach (var type in claims.GroupBy(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal))
        {
            if (AccessTokenMembers.IsReserved(type.Key))
            {
                throw new ArgumentException(AccessTokenErrors.Reserved(type.Key), nameof(claims));
            }

            if (type.Key.Length == 0 || !IsWellFormed(type.Key) || !type.All(IsWellFormed))
            {
                throw new ArgumentException(AccessTokenErrors.NotText(type.Key), nameof(claims));
            }

            types++;
            WriteTexts(json, JsonEncodedText.Encode(type.Key, Relaxed.Encoder), [.. type]);
        }

        if (types > AccessTokenPayload.MostFurtherTypes)
        {
            throw new ArgumentException(AccessTokenErrors.TooManyTypes(types), nameof(claims));
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 1)
        {
            json.WriteString(name, texts[0]);
        }
        else
        {
            WriteList(json, name, texts);
        }
    }

    private static void WriteList(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        for (var index = 0; index < texts.Count; index++)
        {
            json.WriteStringValue(texts[index]);
        }

        json.WriteEndArray();
    }

    /// <summary>Without half a surrogate pair, which UTF-8 cannot say: the writer would put another character in its place.</summary>
    private static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
