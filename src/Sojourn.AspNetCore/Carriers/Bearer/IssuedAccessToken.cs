namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>An access token that has just been made. Not a record: it must not print itself.</summary>
/// <param name="text">The compact form: a credential.</param>
/// <param name="expiresInSeconds">For how many whole seconds it is good.</param>
internal readonly struct IssuedAccessToken(string text, long expiresInSeconds)
{
    public string Text => text;

    public long ExpiresInSeconds => expiresInSeconds;
}
