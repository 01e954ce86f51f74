using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What the answer writes anew, if the session is still this one by then.</summary>
/// <param name="View">The session as the store confirmed it.</param>
/// <param name="Token">Its token, as presented.</param>
internal sealed record PlannedSeal(SessionView View, SessionToken Token);
