namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Marks Sojourn's own endpoints, whose answers are private whoever asks.</summary>
internal sealed class SojournEndpointMetadata;
