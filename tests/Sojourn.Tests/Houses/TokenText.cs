using Sojourn.Tokens;

namespace Sojourn.Houses;

internal static class TokenText
{
    /// <summary>The text form, as a carrier would write it.</summary>
    public static string Text(this SessionToken token)
    {
        var text = new char[SessionToken.TextLength];
        Assert.True(token.TryFormat(text));
        return new string(text);
    }
}
