using Sojourn.Sessions;

namespace Sojourn.Validation;

/// <summary>One request that was let through without the store.</summary>
/// <param name="Session">Whose it was.</param>
/// <param name="At">Store time, as this node followed it.</param>
/// <param name="Endpoint">What was asked for.</param>
internal readonly record struct OutageDecision(SessionId Session, DateTimeOffset At, string Endpoint);
