namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>One claim that the host put into an access token besides those that Sojourn writes.</summary>
/// <param name="Type">Its name in the token. Never one of the reserved names of <see cref="AccessTokenMember"/>.</param>
/// <param name="Value">Its text; may be empty.</param>
internal readonly record struct AccessTokenClaim(string Type, string Value);
