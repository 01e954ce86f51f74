namespace Sojourn.Faults;

/// <summary>What a network can do to a connection.</summary>
public enum FaultKind
{
    /// <summary>Everything passes.</summary>
    None,

    /// <summary>Everything passes, each piece later.</summary>
    Delay,

    /// <summary>Everything passes, slowly.</summary>
    Throttle,

    /// <summary>Connections are reset, and so is every new one.</summary>
    Cut,

    /// <summary>Requests arrive and are done; no answer comes back, and its end resets the connection: the caller knows nothing.</summary>
    CutAnswers,

    /// <summary>Connections stay open and nothing arrives any more, in either direction.</summary>
    HalfOpen,

    /// <summary>One bit of each answer is another one.</summary>
    Corrupt,
}
