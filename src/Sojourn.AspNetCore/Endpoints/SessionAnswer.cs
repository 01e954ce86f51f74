namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The state of this browser. Absent members are unknown or do not apply.</summary>
/// <param name="Status"><c>active</c> or <c>none</c>.</param>
internal sealed record SessionAnswer(string Status)
{
    public string? Reason { get; init; }

    public SessionFacts? Session { get; init; }

    public long? IdleSeconds { get; init; }

    public long? AbsoluteSeconds { get; init; }

    public long? WarningSeconds { get; init; }

    public long? RenewalSeconds { get; init; }
}
