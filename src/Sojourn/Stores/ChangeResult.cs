using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>The outcome of a conditional change.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Current">The record as it stands after the call, so that a loser needs no second read; null if there is none.</param>
public sealed record ChangeResult(ChangeStatus Status, SessionRecord? Current);
