using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>The last that a node was told of a session.</summary>
/// <param name="Reason">Why it ended, or <see cref="EndReason.None"/>.</param>
/// <param name="Version">The newest version of its record.</param>
internal readonly record struct KnownChange(EndReason Reason, long Version)
{
    /// <summary>The record was not there: for leases that is as good as an end, but nobody has written one.</summary>
    public static readonly KnownChange Missing = new(EndReason.Revoked, Version: 0);

    /// <summary>Whether the store has confirmed an end. Its record must never be live again.</summary>
    public bool IsConfirmedEnd => Reason != EndReason.None && this != Missing;

    /// <summary>Both together, whichever came first: ended is final, and versions only grow.</summary>
    public KnownChange Or(KnownChange other) => this switch
    {
        { IsConfirmedEnd: true } => this,
        _ when other.IsConfirmedEnd => other,
        { Reason: not EndReason.None } => this,
        _ when other.Reason != EndReason.None => other,
        _ => Version >= other.Version ? this : other,
    };
}
