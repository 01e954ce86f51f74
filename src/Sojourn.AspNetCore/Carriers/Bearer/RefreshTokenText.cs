using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A refresh token as a body carries it.</summary>
internal static class RefreshTokenText
{
    public static string Of(in SessionToken token)
    {
        Span<char> text = stackalloc char[SessionToken.TextLength];
        token.TryFormat(text);
        return new string(text);
    }
}
