using System.Text.Json.Nodes;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>What the page may know of its session.</summary>
internal sealed record SessionFacts
{
    public required string Id { get; init; }

    public required int Generation { get; init; }

    public required string Subject { get; init; }

    public string? Tenant { get; init; }

    public required string Kind { get; init; }

    public required string Carrier { get; init; }

    public required JsonObject Claims { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public string? Assurance { get; init; }

    public required long AuthenticatedSecondsAgo { get; init; }

    public required long ProvedSecondsAgo { get; init; }
}
