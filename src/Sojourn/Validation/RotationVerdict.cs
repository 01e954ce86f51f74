namespace Sojourn.Validation;

/// <summary>What a genuine token of some generation means for its session: the rows of the rotation table.</summary>
internal enum RotationVerdict
{
    /// <summary>The current generation; it acknowledges itself.</summary>
    Valid,

    /// <summary>The current generation, handed out a moment ago: valid, but a refresh does not rotate.</summary>
    ValidWithoutRotation,

    /// <summary>The generation before a refresh: the holder gets the derived successor, uncounted.</summary>
    Successor,

    /// <summary>The same, and the run of lost answers rises.</summary>
    SuccessorCounted,

    /// <summary>The same, presented by a request that is no refresh: valid, counted for nothing, and given nothing.</summary>
    Unanswered,

    /// <summary>The generation before a rise of privilege: valid with the proof and claims from before.</summary>
    Before,

    /// <summary>Replaced a moment ago: no credential, nothing ends, the client retries.</summary>
    Superseded,

    /// <summary>Somebody has a copy: the session ends.</summary>
    Reuse,

    /// <summary>The stamp is genuine and the secret is not: a leaked tag key or a lost write. Refused, nothing ends.</summary>
    Mismatch,

    /// <summary>Newer than the record: the store lost writes. The session ends and an alarm is raised.</summary>
    StoreWentBack,
}
