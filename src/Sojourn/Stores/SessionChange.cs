using Sojourn.Tokens;

namespace Sojourn.Stores;

/// <summary>A conditional change of a live record; what is null stays as it is.</summary>
public sealed record SessionChange
{
    /// <summary>The version that the record must have.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>
    /// The new token state, or null. <see cref="TokenState.RotatedAt"/> also becomes the record's
    /// <see cref="Sessions.SessionRecord.HandedOutAt"/> when the generation differs from the record's.
    /// </summary>
    public TokenState? Token { get; init; }

    /// <summary>The new details, or null.</summary>
    public ReadOnlyMemory<byte>? Details { get; init; }

    /// <summary>The new sealed ticket, or null.</summary>
    public ReadOnlyMemory<byte>? Ticket { get; init; }

    /// <summary>A new absolute deadline, or null; stored as the earlier of both.</summary>
    public DateTimeOffset? AbsoluteAt { get; init; }
}
