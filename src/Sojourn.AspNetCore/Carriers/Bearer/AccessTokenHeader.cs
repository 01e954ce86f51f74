using System.Text.Json;
using System.Text.Unicode;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The header of an access token: algorithm, kind and key, and nothing else.</summary>
/// <remarks>
/// RFC 7515 tells a reader to ignore unknown members. Sojourn reads only what Sojourn writes, so every other member is
/// refused: <c>jwk</c>, <c>jku</c>, <c>x5u</c> and <c>x5c</c> bring the attacker's key along, <c>crit</c> and <c>b64</c>
/// change what is signed, <c>zip</c> inflates. Source: RFC 8725 sections 3.1, 3.10 and 3.11.
/// </remarks>
internal readonly record struct AccessTokenHeader(SigningAlgorithm Algorithm, string KeyId)
{
    private const int KeyIdLength = 43;

    private static ReadOnlySpan<byte> Kind => "at+jwt"u8;

    private static ReadOnlySpan<byte> KindPrefix => "application/"u8;

    /// <summary>The name by which JWS calls an algorithm. Source: RFC 7518 section 3.1.</summary>
    public static string NameOf(SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.ES256 => "ES256",
        SigningAlgorithm.PS256 => "PS256",
        SigningAlgorithm.RS256 => "RS256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Writes the header that every token of a key has.</summary>
    public static byte[] Write(SigningKey key) =>
        [.. """{"alg":"""u8, (byte)'"', .. Ascii(NameOf(key.Algorithm)), .. "\",\"typ\":\"at+jwt\",\"kid\":\""u8, .. Ascii(key.KeyId), .. "\"}"u8];

    /// <summary>Reads a header, which anybody may have made up.</summary>
    /// <remarks>
    /// The framework's reader reports bad JSON by an exception. It is caught here: it costs a flood of such tokens less than
    /// the signature check that a flood of well-formed ones costs.
    /// </remarks>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out AccessTokenHeader header)
    {
        header = default;
        try
        {
            return Utf8.IsValid(utf8) && TryReadObject(utf8, out header);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadObject(ReadOnlySpan<byte> utf8, out AccessTokenHeader header)
    {
        header = default;
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1 });
        var algorithm = SigningAlgorithm.None;
        string? keyId = null;
        var isKind = false;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            // What is seen is what is meant: an escape could spell a name that a check looks for.
            var name = json.ValueIsEscaped ? [] : json.ValueSpan;
            json.Read();
            var value = json.TokenType != JsonTokenType.String || json.ValueIsEscaped ? [] : json.ValueSpan;
            var accepted = name switch
            {
                _ when name.SequenceEqual("alg"u8) => algorithm == SigningAlgorithm.None && TryAlgorithm(value, out algorithm),
                _ when name.SequenceEqual("typ"u8) => !isKind && (isKind = IsAccessToken(value)),
                _ when name.SequenceEqual("kid"u8) => keyId is null && TryKeyId(value, out keyId),
                _ => false,
            };
            if (!accepted)
            {
                return false;
            }
        }

        // One more step, which reports whatever follows the object.
        json.Read();
        header = new AccessTokenHeader(algorithm, keyId ?? "");
        return isKind && algorithm != SigningAlgorithm.None && keyId is not null;
    }

    private static bool TryAlgorithm(ReadOnlySpan<byte> value, out SigningAlgorithm algorithm)
    {
        algorithm = value switch
        {
            _ when value.SequenceEqual("ES256"u8) => SigningAlgorithm.ES256,
            _ when value.SequenceEqual("PS256"u8) => SigningAlgorithm.PS256,
            _ when value.SequenceEqual("RS256"u8) => SigningAlgorithm.RS256,
            _ => SigningAlgorithm.None,
        };
        return algorithm != SigningAlgorithm.None;
    }

    /// <summary>A media type: its case does not count, nor does the <c>application/</c> in front. Source: RFC 7515 section 4.1.9.</summary>
    private static bool IsAccessToken(ReadOnlySpan<byte> value)
    {
        if (value.Length > KindPrefix.Length && System.Text.Ascii.EqualsIgnoreCase(value[..KindPrefix.Length], KindPrefix))
        {
            value = value[KindPrefix.Length..];
        }

        return System.Text.Ascii.EqualsIgnoreCase(value, Kind);
    }

    /// <summary>A thumbprint, as all our keys have; nothing else is looked up anywhere.</summary>
    private static bool TryKeyId(ReadOnlySpan<byte> value, out string? keyId)
    {
        Span<byte> thumbprint = stackalloc byte[KeyIdLength];
        var accepted = value.Length == KeyIdLength && StrictBase64Url.TryDecode(value, thumbprint, out _);
        keyId = accepted ? System.Text.Encoding.ASCII.GetString(value) : null;
        return accepted;
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
