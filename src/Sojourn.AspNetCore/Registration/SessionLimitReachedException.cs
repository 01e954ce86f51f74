namespace Sojourn.AspNetCore.Registration;

/// <summary>The person has as many sessions as are allowed, and the limit refuses further ones.</summary>
/// <remarks>Thrown by <c>SignInAsync</c>, which has no result to say it with; unhandled it becomes 409 <c>session-limit-reached</c>.</remarks>
public sealed class SessionLimitReachedException : Exception
{
    internal SessionLimitReachedException()
        : base("The limit of concurrent sessions is reached.")
    {
    }
}
