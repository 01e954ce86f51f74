namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>The claims of a sign-in do not fit into the cookies that browsers keep.</summary>
/// <remarks>
/// Thrown by <c>SignInAsync</c>; the session that was started ends, and no cookie is sent. The message names the largest
/// claims by type, with their lengths and without their values. Source: ASVS 5.0 3.3.5.
/// </remarks>
public sealed class SealedSessionTooLargeException : Exception
{
    internal SealedSessionTooLargeException(string message)
        : base(message)
    {
    }
}
