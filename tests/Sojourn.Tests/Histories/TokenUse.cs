using Sojourn.Tokens;

namespace Sojourn.Histories;

/// <summary>One presentation of a refresh token.</summary>
/// <param name="Party">Who presents it.</param>
/// <param name="Token">The token.</param>
/// <param name="Attempt">The attempt id; zero = none.</param>
/// <param name="IsRefresh">To be refreshed; otherwise it is only validated.</param>
internal readonly record struct TokenUse(Party Party, SessionToken Token, UInt128 Attempt, bool IsRefresh);
