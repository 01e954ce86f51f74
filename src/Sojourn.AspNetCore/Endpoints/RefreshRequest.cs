namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The refresh token of an app without a cookie jar. A class and no record: it must not print itself.</summary>
internal sealed class RefreshRequest
{
    public string? RefreshToken { get; init; }
}
