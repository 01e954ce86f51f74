using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>The last that a node was told of a session.</summary>
/// <param name="Reason">Why it ended, or <see cref="EndReason.None"/>.</param>
/// <param name="Version">The newest version of its record.</param>
internal readonly record struct KnownChange(EndReason Reason, long Version)
{
    /// <summary>Both together, whichever came first: ended is final, and versions only grow.</summary>
    public KnownChange Or(KnownChange other) => this switch
    {
        { Reason: not EndReason.None } => this,
        _ when other.Reason != EndReason.None => other,
        _ => Version >= other.Version ? this : other,
    };
}
