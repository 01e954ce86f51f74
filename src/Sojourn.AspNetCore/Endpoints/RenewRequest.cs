namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Why the page renews.</summary>
/// <param name="Cause"><c>activity</c>, the default, or <c>extend</c>.</param>
internal sealed record RenewRequest(string? Cause);
