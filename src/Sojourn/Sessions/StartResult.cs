using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Sessions;

/// <summary>The outcome of a sign-in.</summary>
/// <param name="Status">Created, or refused by the limit.</param>
/// <param name="View">The new session, when created.</param>
/// <param name="Token">What the browser gets, when created.</param>
internal sealed record StartResult(CreateStatus Status, SessionView? View, SessionToken Token);
