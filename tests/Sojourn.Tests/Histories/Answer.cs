using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>What a client gets back.</summary>
/// <param name="Status">What its credential was worth.</param>
/// <param name="Token">A refresh token that replaces what the client holds, or null.</param>
/// <param name="Access">An access token, or null.</param>
internal sealed record Answer(ValidationStatus Status, SessionToken? Token, AccessToken? Access);
