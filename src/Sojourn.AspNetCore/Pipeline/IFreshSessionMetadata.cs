namespace Sojourn.AspNetCore.Pipeline;

/// <summary>An endpoint that needs a recent proof of who the person is.</summary>
public interface IFreshSessionMetadata
{
    /// <summary>How old the last proof may be.</summary>
    TimeSpan MaxAge { get; }
}
