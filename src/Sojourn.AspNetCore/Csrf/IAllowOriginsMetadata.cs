namespace Sojourn.AspNetCore.Csrf;

/// <summary>Names origins other than the application's own whose pages may call an endpoint.</summary>
/// <remarks>Of several on one endpoint the last counts; lists are not joined.</remarks>
public interface IAllowOriginsMetadata
{
    /// <summary>
    /// Origins in serialised form: lower-case, scheme and host, a port only if it is not the scheme's own. Any other
    /// form never matches.
    /// </summary>
    IReadOnlyList<string> Origins { get; }
}
