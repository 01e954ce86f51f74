using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A browser as far as sessions care: a cookie jar, and the headers that a page of one origin sends.</summary>
internal sealed class TestBrowser(HttpMessageHandler server, Uri origin)
{
    public const string SessionCookie = "__Host-sid";

    private readonly HttpMessageInvoker _invoker = new(server, disposeHandler: false);

    /// <summary>The jar: name to value.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>What the page's requests say of where they come from.</summary>
    public string? FetchSite { get; set; } = "same-origin";

    /// <summary>The session token in the jar, or null.</summary>
    public string? Token
    {
        get => Cookies.GetValueOrDefault(SessionCookie);
        set => Cookies[SessionCookie] = value!;
    }

    public TestBrowser Copy() => MovedTo(server);

    /// <summary>The same jar at another node.</summary>
    public TestBrowser MovedTo(HttpMessageHandler other)
    {
        var copy = new TestBrowser(other, origin) { FetchSite = FetchSite };
        foreach (var (name, value) in Cookies)
        {
            copy.Cookies[name] = value;
        }

        return copy;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, body: null, headers);

    public Task<HttpResponseMessage> PostAsync(
        string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<HttpResponseMessage> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, body: null, headers);

    public Task<HttpResponseMessage> PatchAsync(
        string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, body, headers);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, params (string Name, string Value)[] headers) =>
        SendContentAsync(method, path, body is null ? null : JsonContent.Create(body), headers);

    public async Task<HttpResponseMessage> SendContentAsync(
        HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(origin, path)) { Content = body };
        Dress(request, headers);
        var response = await _invoker.SendAsync(request, CancellationToken.None);
        Keep(response);
        return response;
    }

    /// <summary>Opens a stream that the caller closes by cancelling.</summary>
    public async Task<StreamReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(origin, path));
        Dress(request, []);
        var response = await _invoker.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public async Task<JsonObject> StateAsync() => await JsonOf(await GetAsync("/sojourn/session"));

    public async Task<string> IdAsync() => (string)(await StateAsync())["session"]!["id"]!;

    public static async Task<JsonObject> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>The code of a refusal, after a look at what every refusal has.</summary>
    public static async Task<string> CodeOf(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await JsonOf(response);
        var code = (string)problem["code"]!;
        Assert.Equal("urn:sojourn:problem:" + code, (string?)problem["type"]);
        Assert.Equal((int)response.StatusCode, (int?)problem["status"]);
        return code;
    }

    public static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private void Dress(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        if (Cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation(
                "Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (FetchSite is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", FetchSite);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var pair = header.Split(';')[0].Split('=', 2);
            if (header.Contains("max-age=0", StringComparison.OrdinalIgnoreCase) || pair[1].Length == 0)
            {
                Cookies.Remove(pair[0]);
            }
            else
            {
                Cookies[pair[0]] = pair[1];
                IssuedTokens.Add(pair[1]);
            }
        }
    }
}
