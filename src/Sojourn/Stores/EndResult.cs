using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>The outcome of ending one session.</summary>
/// <param name="Applied">True for exactly one caller ever: the one whose call ended it.</param>
/// <param name="Ending">The ending on record; null when there is no such record, or the idle condition failed.</param>
public sealed record EndResult(bool Applied, SessionEnding? Ending);
