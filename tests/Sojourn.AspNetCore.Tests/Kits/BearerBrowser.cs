using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Sojourn.AspNetCore.Functional;

namespace Sojourn.AspNetCore.Kits;

/// <summary>
/// A browser whose page holds an access token in memory, and gets one by its refresh token when it has none that is still
/// good, or one that was superseded. What a refresh is refused with is what the page tells of the request that needed it.
/// </summary>
internal class BearerBrowser(HttpMessageHandler server, Uri origin, TimeProvider clock) : TestBrowser(server, origin)
{
    public const string RefreshPath = "/sojourn/session/refresh";

    private DateTimeOffset _lapsesAt;

    /// <summary>What the page holds in memory.</summary>
    public string? AccessToken { get; set; }

    public override TestBrowser MovedTo(HttpMessageHandler other) => WithMemory(new BearerBrowser(other, Origin, clock));

    public override async Task<string?> HeaderAsync(string name)
    {
        if (!string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase))
        {
            return await base.HeaderAsync(name);
        }

        await EnsureAsync(CancellationToken.None);
        return AccessToken;
    }

    protected override async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Headers.Contains("Authorization") || request.Headers.Contains("Cookie")
            || path.Equals(RefreshPath, StringComparison.Ordinal))
        {
            return await SendAsIsAsync(request, cancellationToken);
        }

        var refusal = NeedsToken(path) ? await EnsureAsync(cancellationToken) : null;
        if (HasGoodToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        }

        var answer = await SendAsIsAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Conflict && refusal is null && await IsSupersededAsync(answer))
        {
            AccessToken = null;
            refusal = await EnsureAsync(cancellationToken);
            request.Headers.Remove("Cookie");
            request.Headers.Authorization = AccessToken is null ? null : new AuthenticationHeaderValue("Bearer", AccessToken);
            answer = refusal ?? await SendAsIsAsync(request, cancellationToken);
        }

        var isAboutTheSession = answer.StatusCode == HttpStatusCode.Unauthorized
            || path.StartsWith("/sojourn", StringComparison.Ordinal);
        return isAboutTheSession && refusal is not null ? refusal : answer;
    }

    /// <summary>Whether a request has to show an access token: a page that signs somebody in, or looks, does not refresh for it.</summary>
    protected virtual bool NeedsToken(string path) =>
        !IsSignIn(path) && !path.Equals("/sojourn/session", StringComparison.Ordinal);

    protected override void Keep(HttpResponseMessage response)
    {
        var before = Token;
        base.Keep(response);
        if (!string.Equals(before, Token, StringComparison.Ordinal))
        {
            // Another session, a rise of privilege, or none any more: what the page remembers is of the one before.
            AccessToken = null;
        }
    }

    protected virtual HttpContent? RefreshBody() => null;

    protected virtual void Refreshed(JsonObject answer) => Assert.Null(answer["refreshToken"]);

    protected T WithMemory<T>(T copy)
        where T : BearerBrowser
    {
        copy.AccessToken = AccessToken;
        copy._lapsesAt = _lapsesAt;
        return WithJar(copy);
    }

    protected void Remember(string accessToken, int expiresInSeconds)
    {
        AccessToken = accessToken;
        _lapsesAt = clock.GetUtcNow() + TimeSpan.FromSeconds(expiresInSeconds);
        IssuedTokens.Add(accessToken);
    }

    protected static bool IsSignIn(string path) =>
        path.StartsWith("/sign-in", StringComparison.Ordinal) || path.StartsWith("/identity/sign-in", StringComparison.Ordinal);

    private bool HasGoodToken => AccessToken is not null && clock.GetUtcNow() < _lapsesAt;

    private async Task<bool> IsSupersededAsync(HttpResponseMessage answer) =>
        HasGoodToken
        && string.Equals(answer.Content.Headers.ContentType?.MediaType, "application/problem+json", StringComparison.Ordinal)
        && string.Equals(await CodeOf(answer), "superseded", StringComparison.Ordinal);

    /// <returns>The refusal, or null when there is nothing to refresh by or a good token now.</returns>
    private async Task<HttpResponseMessage?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (HasGoodToken || string.IsNullOrEmpty(Token))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Origin, RefreshPath)) { Content = RefreshBody() };
        Dress(request, []);
        var answer = await SendAsIsAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            AccessToken = null;
            return answer;
        }

        var tokens = await JsonOf(answer);
        Refreshed(tokens);
        Remember((string)tokens["accessToken"]!, (int)tokens["expiresInSeconds"]!);
        return null;
    }
}
