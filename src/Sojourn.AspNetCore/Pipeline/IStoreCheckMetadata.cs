namespace Sojourn.AspNetCore.Pipeline;

/// <summary>An endpoint whose session is checked with the store at each request, whatever the node remembers.</summary>
public interface IStoreCheckMetadata
{
    /// <summary>Whether the store is asked.</summary>
    bool AsksStore { get; }
}
