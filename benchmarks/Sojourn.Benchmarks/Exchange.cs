using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sojourn.Benchmarks;

/// <summary>One request and its answer.</summary>
internal sealed class Exchange
{
    private readonly MemoryStream _body = new();

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public int StatusCode => Features.Get<IHttpResponseFeature>()!.StatusCode;

    public string Body => Encoding.UTF8.GetString(_body.ToArray());

    public static Exchange Create(string method, string path, string? cookie, string? authorization)
    {
        var exchange = new Exchange();
        var request = new HttpRequestFeature { Method = method, Path = path, Scheme = "https", Protocol = "HTTP/1.1" };
        request.Headers.Host = "127.0.0.1";
        if (cookie is not null)
        {
            request.Headers.Cookie = cookie;
        }

        if (authorization is not null)
        {
            request.Headers.Authorization = authorization;
        }

        exchange.Features.Set<IHttpRequestFeature>(request);
        exchange.Features.Set<IHttpResponseFeature>(new StartingResponse());
        exchange.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(exchange._body));
        return exchange;
    }
}
