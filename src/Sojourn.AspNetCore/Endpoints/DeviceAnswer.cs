namespace Sojourn.AspNetCore.Endpoints;

/// <summary>One session in the person's device list.</summary>
internal sealed record DeviceAnswer
{
    public required string Id { get; init; }

    public required bool Current { get; init; }

    public required string Kind { get; init; }

    public required string Carrier { get; init; }

    public string? Name { get; init; }

    public string? Browser { get; init; }

    public string? Platform { get; init; }

    public string? Network { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required long CreatedSecondsAgo { get; init; }

    public required long ActiveSecondsAgo { get; init; }
}
