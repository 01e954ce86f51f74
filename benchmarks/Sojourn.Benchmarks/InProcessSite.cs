using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.LoadServer;

namespace Sojourn.Benchmarks;

/// <summary>The load server's application on a server that has no sockets.</summary>
internal sealed class InProcessSite : IAsyncDisposable
{
    // More than a node with the smallest memory remembers, so that each is verified anew.
    private const int ManyTokens = 256;

    private readonly WebApplication _app;
    private readonly CapturingServer _server;
    private readonly string _path;
    private string? _cookie;
    private string[] _authorizations = [];
    private int _next;

    private InProcessSite(WebApplication app, CapturingServer server, string path)
    {
        _app = app;
        _server = server;
        _path = path;
    }

    public static async Task<InProcessSite> StartAsync(string kind, string? database = null)
    {
        var server = new CapturingServer();
        var isOpen = string.Equals(kind, "sojourn-open", StringComparison.Ordinal);
        var app = Kinds.Build(
            isOpen ? "sojourn" : kind, "http://127.0.0.1:0", services => services.AddSingleton<IServer>(server), database);
        if (app.Services.GetService<NpgsqlTicketStore>() is { } tickets)
        {
            await tickets.PrepareAsync();
        }

        await app.StartAsync();
        var site = new InProcessSite(app, server, isOpen ? "/open" : "/me");
        if (kind is not ("none" or "constant"))
        {
            await site.SignInAsync(kind is "sojourn-bearer-first" ? ManyTokens : 1);
        }

        await site.RequestAsync();
        return site;
    }

    public async Task RequestAsync()
    {
        var authorization = _authorizations.Length == 0 ? null : _authorizations[_next++ % _authorizations.Length];
        var exchange = Exchange.Create("GET", _path, _cookie, authorization);
        await _server.SendAsync(exchange.Features);
        if (exchange.StatusCode != 200)
        {
            throw new InvalidOperationException($"The benchmark's request was answered with {exchange.StatusCode}.");
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task SignInAsync(int times)
    {
        var tokens = new List<string>();
        for (var time = 0; time < times; time++)
        {
            var exchange = Exchange.Create("POST", "/sign-in", cookie: null, authorization: null);
            exchange.Features.Get<IHttpRequestFeature>()!.Headers["Sec-Fetch-Site"] = "same-origin";
            await _server.SendAsync(exchange.Features);
            var header = exchange.Features.Get<IHttpResponseFeature>()!.Headers.SetCookie.ToString();
            _cookie = header.Length > 0 ? header.Split(';')[0] : null;
            if (_cookie is null)
            {
                tokens.Add("Bearer " + exchange.Body);
            }
        }

        _authorizations = [.. tokens];
    }
}
