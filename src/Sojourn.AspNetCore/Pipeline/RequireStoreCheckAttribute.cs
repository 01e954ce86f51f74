namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Asks the store at each request, so that a revocation counts at once on every node.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireStoreCheckAttribute : Attribute, IStoreCheckMetadata
{
    /// <inheritdoc/>
    public bool AsksStore => true;
}
