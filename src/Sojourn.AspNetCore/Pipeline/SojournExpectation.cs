namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What a request says about the session it was made for.</summary>
internal enum SojournExpectation
{
    Unstated = 0,
    Stated,

    /// <summary>Refused, not ignored: the page asked for a protection that it would otherwise not get.</summary>
    Malformed,
}
