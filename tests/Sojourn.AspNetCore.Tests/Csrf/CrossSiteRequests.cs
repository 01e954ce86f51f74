using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>
/// The origins of the decision table, its guard, and requests; several lines of a header are split by a bar.
/// </summary>
internal static class CrossSiteRequests
{
    public const string Public = "https://app.sojourn.example";
    public const string Trusted = "https://admin.sojourn.example";
    public const string Evil = "https://evil.example";

    public static CrossSiteGuard Guard() =>
        new([OriginOf(Public)], [OriginOf(Trusted)], trustsOwnHost: false, acceptsProofHeader: true);

    public static SerializedOrigin OriginOf(string text)
    {
        Assert.True(SerializedOrigin.TryParse(text, out var origin));
        return origin;
    }

    public static HttpRequest RequestOf(string method, params (string Name, string? Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        foreach (var (name, value) in headers)
        {
            if (value is not null)
            {
                request.Headers[name] = new StringValues(value.Split('|'));
            }
        }

        return request;
    }
}
