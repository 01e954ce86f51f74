using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>The outcome of an insert.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Displaced">The sessions that this call ended as <c>limit</c> to make room.</param>
public sealed record CreateResult(CreateStatus Status, IReadOnlyList<SessionId> Displaced);
