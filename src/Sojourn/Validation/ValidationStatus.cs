namespace Sojourn.Validation;

/// <summary>What a presented credential is worth. A value, never an exception.</summary>
internal enum ValidationStatus
{
    /// <summary>The session lives and the credential is its own.</summary>
    Active,

    /// <summary>The credential is genuine and there is nothing (any more) that it fits.</summary>
    Unknown,

    /// <summary>Not genuine, or for another purpose. Nothing was read.</summary>
    Malformed,

    /// <summary>Replaced a moment ago; retry with what the browser then holds.</summary>
    Superseded,

    /// <summary>The session has ended.</summary>
    Ended,

    /// <summary>The store cannot be asked, so nothing can be said.</summary>
    Unavailable,
}
