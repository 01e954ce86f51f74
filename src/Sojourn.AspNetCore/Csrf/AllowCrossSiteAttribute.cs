namespace Sojourn.AspNetCore.Csrf;

/// <summary>Lets pages of any site call an endpoint with the browser's cookies.</summary>
/// <param name="allowsCrossSite">False to undo it for one endpoint of a group. Default: true.</param>
/// <remarks>
/// Warning: whoever lures a signed-in person onto their page can then act as that person here. Right for endpoints that
/// authenticate in another way, such as a back-channel notification.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowCrossSiteAttribute(bool allowsCrossSite = true) : Attribute, IAllowCrossSiteMetadata
{
    /// <inheritdoc/>
    public bool AllowsCrossSite { get; } = allowsCrossSite;
}
