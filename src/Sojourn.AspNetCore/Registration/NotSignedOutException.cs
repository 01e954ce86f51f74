namespace Sojourn.AspNetCore.Registration;

/// <summary>The request's access token is lapsed or forged and names no session, so nobody was signed out.</summary>
/// <remarks>
/// Thrown by <c>SignOutAsync</c>, which has no result to say it with; unhandled it becomes 401 <c>session-required</c>. A page
/// refreshes and repeats the request, as it does everywhere. Nothing has changed: to call it done would leave the session and its
/// refresh token alive.
/// </remarks>
public sealed class NotSignedOutException : Exception
{
    internal NotSignedOutException()
        : base("The access token of this request names no session, so none has ended.")
    {
    }
}
