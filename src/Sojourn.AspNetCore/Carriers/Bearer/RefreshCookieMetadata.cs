namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Marks the few endpoints that a refresh token in a cookie authenticates: refresh, read and end the session.</summary>
internal sealed class RefreshCookieMetadata
{
    public static readonly RefreshCookieMetadata Instance = new();
}
