namespace Sojourn.AspNetCore.Csrf;

/// <summary>Says whether an endpoint is left out of the cross-site check.</summary>
/// <remarks>Of several on one endpoint the last counts, so that an endpoint can undo what its group says.</remarks>
public interface IAllowCrossSiteMetadata
{
    /// <summary>True when pages of any site may call the endpoint with the browser's cookies.</summary>
    bool AllowsCrossSite { get; }
}
