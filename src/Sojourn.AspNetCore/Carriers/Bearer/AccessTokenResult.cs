using System.Diagnostics.CodeAnalysis;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The outcome of reading an access token.</summary>
/// <param name="Reading">What became of it.</param>
/// <param name="Token">Its facts, when it is valid and only then: nobody can use those of a refused one by mistake.</param>
internal readonly record struct AccessTokenResult(AccessTokenReading Reading, AccessToken? Token)
{
    /// <summary>Whether the facts may be used.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    public bool IsValid => Reading == AccessTokenReading.Valid;

    public static implicit operator AccessTokenResult(AccessTokenReading refusal) => FromRefusal(refusal);

    /// <summary>The outcome of a token that is not accepted.</summary>
    public static AccessTokenResult FromRefusal(AccessTokenReading refusal) => new(refusal, Token: null);
}
