using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The tokens that a request of the <c>Bearer</c> carrier has issued, for the answer that the host writes.</summary>
/// <remarks>
/// Credentials: write them into the answer to the one who signs in and nowhere else. Serialised, it is the body that
/// <c>POST /sojourn/session/refresh</c> answers with, too. Used by one request; not safe for concurrent use.
/// </remarks>
public sealed class IssuedTokens
{
    private readonly AccessTokenIssuer _issuer;
    private readonly SessionView _view;
    private IssuedAccessToken? _accessToken;

    private IssuedTokens(AccessTokenIssuer issuer, SessionView view)
    {
        _issuer = issuer;
        _view = view;
    }

    /// <summary>The access token: sent as <c>Authorization: Bearer</c>. Signed when it is first asked for.</summary>
    [JsonPropertyName("accessToken")]
    public string AccessToken => Access.Text;

    /// <summary>How it is presented: always <c>Bearer</c>. Source: RFC 6750.</summary>
    [JsonPropertyName("tokenType")]
    public string TokenType { get; } = "Bearer";

    /// <summary>For how many seconds the access token is good: at most the lease, less when the session ends earlier.</summary>
    [JsonPropertyName("expiresInSeconds")]
    public long ExpiresInSeconds => Access.ExpiresInSeconds;

    /// <summary>
    /// The refresh token when this session's travels in bodies and was replaced by this request; otherwise null. One that
    /// came as a cookie never appears here.
    /// </summary>
    [JsonPropertyName("refreshToken")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; internal set; }

    private IssuedAccessToken Access => _accessToken ??= _issuer.Issue(_view);

    /// <summary>A redaction: tokens never print themselves.</summary>
    /// <returns>A fixed text.</returns>
    public override string ToString() => "[issued tokens]";

    /// <summary>The tokens of a request, if it has issued any.</summary>
    internal static IssuedTokens? Of(HttpContext context) => context.Features.Get<IssuedTokens>();

    /// <summary>Makes the tokens of a session ready in a request; the last word of a request counts.</summary>
    internal static IssuedTokens Stage(HttpContext context, SessionView view)
    {
        var issued = new IssuedTokens(context.RequestServices.GetRequiredService<AccessTokenIssuer>(), view);
        context.Features.Set(issued);
        return issued;
    }
}
