namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What a <c>User-Agent</c> gives away without being believed in detail.</summary>
/// <param name="Browser">The family, or null when unknown.</param>
/// <param name="Platform">The operating system, or null when unknown.</param>
internal readonly record struct UserAgent(string? Browser, string? Platform);
