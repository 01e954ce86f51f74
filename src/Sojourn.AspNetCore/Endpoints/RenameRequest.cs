namespace Sojourn.AspNetCore.Endpoints;

/// <summary>A name for a device.</summary>
/// <param name="Name">At most 64 characters; null or empty removes it.</param>
internal sealed record RenameRequest(string? Name);
