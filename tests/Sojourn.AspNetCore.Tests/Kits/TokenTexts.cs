using System.Buffers.Text;
using System.Security.Cryptography;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Kits;

/// <summary>Session tokens as texts.</summary>
internal static class TokenTexts
{
    public static string Of(in SessionToken token)
    {
        var text = new char[SessionToken.TextLength];
        Assert.True(token.TryFormat(text));
        return new string(text);
    }

    /// <summary>A token of random bytes that names a key of the ring.</summary>
    public static string Junk(TokenPurpose purpose, byte keyId)
    {
        var bytes = RandomNumberGenerator.GetBytes(SessionToken.ByteLength);
        bytes[0] = (byte)(0x10 | (byte)purpose);
        bytes[1] = keyId;
        bytes[18] &= 0x7F;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The characters that hold nothing but secret.</summary>
    public static string SecretOf(string token)
    {
        Assert.Equal(SessionToken.TextLength, token.Length);
        return token[30..50];
    }
}
