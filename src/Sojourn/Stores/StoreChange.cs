using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>One report of a change feed.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Position">Where the feed stands after this report, opaque; reading on from it misses nothing.</param>
/// <param name="Id">The session, for kinds that concern one.</param>
/// <param name="Version">The record's version after the change; 0 when it concerns none.</param>
/// <param name="Reason">The reason of an end; otherwise <see cref="EndReason.None"/>.</param>
/// <param name="CutOff">The cut-off, when one was set.</param>
public sealed record StoreChange(
    StoreChangeKind Kind, string Position, SessionId? Id, long Version, EndReason Reason, CutOff? CutOff);
