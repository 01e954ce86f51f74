namespace Sojourn.Tokens;

/// <summary>What a record knows of its token: constant size, however often the token was replaced.</summary>
public sealed record TokenState
{
    /// <summary>1 at creation, +1 at each rotation.</summary>
    public required int Generation { get; init; }

    /// <summary>The hash of the current generation's secret.</summary>
    public required TokenHash Current { get; init; }

    /// <summary>The hash of the generation before, or null before the first rotation.</summary>
    public TokenHash? Previous { get; init; }

    /// <summary>The id of the ring key that stamps the current token and, after a refresh, derived it.</summary>
    public byte DerivedWith { get; init; }

    /// <summary>Why the last rotation happened.</summary>
    public RotationCause Cause { get; init; }

    /// <summary>When the last rotation happened; the time of creation before the first.</summary>
    public DateTimeOffset RotatedAt { get; init; }

    /// <summary>A hash of the refresh attempt that made the current generation; zero when there was none.</summary>
    public UInt128 Attempt { get; init; }

    /// <summary>
    /// The run of generations that were handed out again because their answer seemed lost: n &gt; 0 when the current
    /// generation is the n-th, -n when n before it were and it is not (yet).
    /// </summary>
    public int LostAnswers { get; init; }
}
