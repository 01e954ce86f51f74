namespace Sojourn.Sessions;

/// <summary>What was seen of the client at sign-in: guesses to show and to compare, never proof of anything.</summary>
/// <param name="Browser">The user agent's family, such as <c>Firefox</c>, or null.</param>
/// <param name="Platform">The operating system's family, such as <c>Linux</c>, or null.</param>
/// <param name="Network">The address's network prefix, such as <c>203.0.113.0/24</c>, or null.</param>
public sealed record ClientContext(string? Browser, string? Platform, string? Network)
{
    /// <summary>A client of which nothing is known.</summary>
    public static ClientContext Unknown { get; } = new(Browser: null, Platform: null, Network: null);
}
