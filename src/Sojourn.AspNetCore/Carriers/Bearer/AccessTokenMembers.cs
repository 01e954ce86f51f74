using System.Text.Json;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The names of the fixed members, and which of them a token must and must not have.</summary>
internal static class AccessTokenMembers
{
    // In the order of the enumeration.
    private static readonly JsonEncodedText[] Names =
    [
        JsonEncodedText.Encode("iss"), JsonEncodedText.Encode("sub"), JsonEncodedText.Encode("aud"),
        JsonEncodedText.Encode("exp"), JsonEncodedText.Encode("nbf"), JsonEncodedText.Encode("iat"),
        JsonEncodedText.Encode("jti"), JsonEncodedText.Encode("client_id"), JsonEncodedText.Encode("sid"),
        JsonEncodedText.Encode("auth_time"), JsonEncodedText.Encode("amr"), JsonEncodedText.Encode("acr"),
        JsonEncodedText.Encode("sojourn"), JsonEncodedText.Encode("cnf"), JsonEncodedText.Encode("nonce"),
        JsonEncodedText.Encode("events"),
    ];

    private static readonly int Optional =
        Bit(AccessTokenMember.NotBefore) | Bit(AccessTokenMember.Methods) | Bit(AccessTokenMember.Assurance);

    private static readonly int Required = (Bit(AccessTokenMember.Session) | (Bit(AccessTokenMember.Session) - 1)) & ~Optional;

    public static JsonEncodedText NameOf(AccessTokenMember member) => Names[(int)member];

    /// <summary>Which member a property name is, however it is escaped: an escape must not hide a second <c>sub</c>.</summary>
    public static AccessTokenMember Of(ref Utf8JsonReader json)
    {
        for (var index = 0; index < Names.Length; index++)
        {
            if (json.ValueTextEquals(Names[index].EncodedUtf8Bytes))
            {
                return (AccessTokenMember)index;
            }
        }

        return AccessTokenMember.Further;
    }

    /// <summary>Whether a host may not use a claim type.</summary>
    public static bool IsReserved(string type) =>
        Array.Exists(Names, name => string.Equals(name.Value, type, StringComparison.Ordinal));

    /// <summary>The member's place in a set of those that were seen.</summary>
    public static int Bit(AccessTokenMember member) => 1 << (int)member;

    public static bool HasRequired(int seen) => (seen & Required) == Required;
}
