namespace Sojourn.Histories;

/// <summary>How a thief uses the copy.</summary>
internal enum Rhythm
{
    /// <summary>No thief.</summary>
    None,

    /// <summary>At once, then as often as the owner.</summary>
    Immediately,

    /// <summary>Once, after a while, and then no more.</summary>
    Once,

    /// <summary>As often as the owner, in no step with them.</summary>
    OwnersRhythm,

    /// <summary>Always once after each refresh of the owner, never within the grace.</summary>
    TakingTurns,

    /// <summary>Silent for hours, then once.</summary>
    LongSilence,

    /// <summary>Some uses within seconds, then a long pause.</summary>
    Bursts,

    /// <summary>Every half minute.</summary>
    Polling,

    /// <summary>Asks for the successor again and again before using it, so that it always counts as just handed out.</summary>
    KeepsAsking,

    /// <summary>Makes the successor and repeats the own attempt, so that it stays unacknowledged.</summary>
    RepeatsOwnAttempt,

    /// <summary>Right after each refresh of the owner: cannot be told from a second tab.</summary>
    WithinGrace,
}
