namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Lets sessions that the store confirmed recently use this endpoint while the store cannot be asked.</summary>
/// <remarks>
/// Nothing without <c>Sojourn:OutageLease</c>. A session that another node ended meanwhile goes on here for that long: mark
/// what people may read, never what moves money or rights. Such requests can neither sign in nor rotate nor step up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowDuringOutageAttribute : Attribute, IOutageMetadata
{
    /// <inheritdoc/>
    public bool AllowsDuringOutage => true;
}
