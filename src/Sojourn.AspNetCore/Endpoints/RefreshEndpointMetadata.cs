namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Marks the refresh: it judges its credential in the step that rotates it.</summary>
internal sealed class RefreshEndpointMetadata
{
    public static readonly RefreshEndpointMetadata Instance = new();
}
