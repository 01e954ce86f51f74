using System.Buffers;
using System.Text.Json;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>What other services need in order to verify access tokens: the public keys, and where they are.</summary>
/// <remarks>
/// Public members only: the type that they are written from has no others. Sources: RFC 7517 sections 4 and 5; RFC 7518
/// section 6; OpenID Connect Discovery 1.0 section 3.
/// </remarks>
internal static class JsonWebKeySetWriter
{
    /// <summary>The key set, <c>application/jwk-set+json</c>.</summary>
    /// <param name="keys">Every key that a token may be signed with now or soon: announced, active and retiring ones.</param>
    public static byte[] WriteKeys(IReadOnlyList<PublicJsonWebKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (var key in keys)
            {
                WriteKey(json, key);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The discovery document, <c>application/json</c>: where to find the keys, for clients that know the issuer.</summary>
    /// <param name="settings">The issuer, which clients compare with the address that they asked.</param>
    /// <param name="keysAddress">Where <see cref="WriteKeys"/> is served.</param>
    /// <param name="algorithms">What tokens are signed with.</param>
    /// <remarks>
    /// Sojourn is no OpenID provider. The three members that discovery asks of one say so: no response of an authorization
    /// endpoint is supported, subjects are the same for every client, and the algorithms are those of the access tokens.
    /// </remarks>
    public static byte[] WriteDiscovery(
        AccessTokenSettings settings, string keysAddress, IReadOnlyList<SigningAlgorithm> algorithms)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("issuer"u8, settings.Issuer);
            json.WriteString("jwks_uri"u8, keysAddress);
            WriteList(json, "response_types_supported"u8, ["none"]);
            WriteList(json, "subject_types_supported"u8, ["public"]);
            WriteList(
                json, "id_token_signing_alg_values_supported"u8, algorithms.Distinct().Select(AccessTokenHeader.NameOf));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteKey(Utf8JsonWriter json, PublicJsonWebKey key)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, key.KeyType);
        if (key.Algorithm == SigningAlgorithm.ES256)
        {
            json.WriteString("crv"u8, "P-256"u8);
            json.WriteString("x"u8, key.First);
            json.WriteString("y"u8, key.Second);
        }
        else
        {
            json.WriteString("e"u8, key.First);
            json.WriteString("n"u8, key.Second);
        }

        json.WriteString("use"u8, "sig"u8);
        WriteList(json, "key_ops"u8, ["verify"]);
        json.WriteString("alg"u8, AccessTokenHeader.NameOf(key.Algorithm));
        json.WriteString("kid"u8, key.Thumbprint());
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
