using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sojourn.AspNetCore.Functional;

/// <summary>A browser as far as sessions care: a cookie jar, and the headers that a page of one origin sends.</summary>
internal class TestBrowser(HttpMessageHandler server, Uri origin)
{
    public const string SessionCookie = "__Host-sid";

    private readonly HttpMessageInvoker _invoker = new(server, disposeHandler: false);

    protected Uri Origin => origin;

    /// <summary>The jar: name to value.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>What the page's requests say of where they come from.</summary>
    public string? FetchSite { get; set; } = "same-origin";

    /// <summary>The credential that outlives the page, or null.</summary>
    public virtual string? Token
    {
        get => Cookies.GetValueOrDefault(SessionCookie);
        set => Cookies[SessionCookie] = value!;
    }

    /// <summary>Everything that it holds, in other hands.</summary>
    public TestBrowser Copy() => MovedTo(server);

    /// <summary>The same browser at another node.</summary>
    public virtual TestBrowser MovedTo(HttpMessageHandler other) => WithJar(new TestBrowser(other, origin));

    /// <summary>A page of another origin in this browser: it has the jar, and nothing that other pages hold in memory.</summary>
    public TestBrowser AsForeignPage(string? fetchSite)
    {
        var foreign = WithJar(new TestBrowser(server, origin));
        foreign.FetchSite = fetchSite;
        return foreign;
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
        return await ExchangeAsync(request, CancellationToken.None);
    }

    /// <summary>A header of its next request: by some of them a cache tells one browser from another.</summary>
    public virtual Task<string?> HeaderAsync(string name) =>
        Task.FromResult(string.Equals(name, "Cookie", StringComparison.OrdinalIgnoreCase) ? CookieHeader() : null);

    /// <summary>Opens a stream that the caller closes by cancelling.</summary>
    public async Task<StreamReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(origin, path));
        Dress(request, []);
        var response = await ExchangeAsync(request, cancellationToken);
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

    /// <summary>Sends a request as a page does, with whatever the page has to do before and after.</summary>
    protected virtual Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsIsAsync(request, cancellationToken);

    /// <summary>Sends a request with the jar, and keeps what comes back.</summary>
    protected async Task<HttpResponseMessage> SendAsIsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CookieHeader() is { } cookies)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        var response = await _invoker.SendAsync(request, cancellationToken);
        Keep(response);
        return response;
    }

    protected T WithJar<T>(T copy)
        where T : TestBrowser
    {
        copy.FetchSite = FetchSite;
        foreach (var (name, value) in Cookies)
        {
            copy.Cookies[name] = value;
        }

        return copy;
    }

    private string? CookieHeader() =>
        Cookies.Count == 0 ? null : string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    protected void Dress(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
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

    /// <summary>Keeps what an answer hands out, and drops what it takes back.</summary>
    protected virtual void Keep(HttpResponseMessage response)
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
