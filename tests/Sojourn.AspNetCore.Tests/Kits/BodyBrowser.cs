using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sojourn.AspNetCore.Functional;

namespace Sojourn.AspNetCore.Kits;

/// <summary>An app without a jar: it shows its access token everywhere, and its refresh token in the body of a refresh.</summary>
internal sealed class BodyBrowser(HttpMessageHandler server, Uri origin, TimeProvider clock) : BearerBrowser(server, origin, clock)
{
    private readonly TimeProvider _clock = clock;

    public override string? Token { get; set; }

    public override TestBrowser MovedTo(HttpMessageHandler other) =>
        WithMemory(new BodyBrowser(other, Origin, _clock) { Token = Token });

    protected override HttpContent? RefreshBody() => JsonContent.Create(new { refreshToken = Token });

    protected override bool NeedsToken(string path) => !IsSignIn(path);

    protected override void Refreshed(JsonObject answer)
    {
        if ((string?)answer["refreshToken"] is { } rotated)
        {
            IssuedTokens.Add(rotated);
            Token = rotated;
        }
    }

    protected override void Keep(HttpResponseMessage response)
    {
        Assert.False(response.Headers.Contains("Set-Cookie"));
        if (HeaderOf(response, BodyKit.IssuedHeader) is { } issued)
        {
            var tokens = JsonNode.Parse(issued)!.AsObject();
            Refreshed(tokens);
            Remember((string)tokens["accessToken"]!, (int)tokens["expiresInSeconds"]!);
        }
        else if (response.IsSuccessStatusCode && IsSignOut(response.RequestMessage!))
        {
            Token = null;
            AccessToken = null;
        }
    }

    private static bool IsSignOut(HttpRequestMessage request) =>
        (request.Method == HttpMethod.Delete && request.RequestUri!.AbsolutePath.Equals("/sojourn/session", StringComparison.Ordinal))
        || request.RequestUri!.AbsolutePath.EndsWith("/sign-out", StringComparison.Ordinal);
}
