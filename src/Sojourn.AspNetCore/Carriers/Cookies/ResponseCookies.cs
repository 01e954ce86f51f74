using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>The cookies of one response: the last word on each name, written once when the response starts.</summary>
/// <remarks>
/// A sign-in, a rotation and a sign-out may happen within one request. <c>Response.Cookies</c> would write a header
/// for each, and which of several a browser keeps is its own affair (RFC 6265bis section 4.1.1). Headers that others
/// wrote are left as they are. Used by one request, which is one flow of control; not safe for concurrent use.
/// </remarks>
internal sealed class ResponseCookies
{
    private readonly HttpResponse _response;
    private readonly List<(string Name, string Header)> _staged = new(capacity: 2);

    // Stays true once the cookies are written: callbacks of the starting response run last-in first-out, so whoever asks
    // whether this answer may be cached asks after that.
    private bool _hasStaged;

    private ResponseCookies(HttpResponse response)
    {
        _response = response;
    }

    /// <summary>The buffer of a request, made at its first use.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The same buffer for the same request.</returns>
    public static ResponseCookies Of(HttpContext context)
    {
        if (context.Features.Get<ResponseCookies>() is { } known)
        {
            return known;
        }

        var cookies = new ResponseCookies(context.Response);
        context.Features.Set(cookies);
        context.Response.OnStarting(static state => ((ResponseCookies)state).WriteAsync(), cookies);
        return cookies;
    }

    /// <summary>Whether a request sets or deletes a cookie so far, without making a buffer.</summary>
    /// <param name="context">The request.</param>
    /// <returns>True makes the answer a private one.</returns>
    public static bool AreStaged(HttpContext context) =>
        context.Features.Get<ResponseCookies>() is { _hasStaged: true };

    public void Set(CookieTemplate template, ReadOnlySpan<char> value, TimeSpan? maxAge) =>
        Stage(template.Name, template.Format(value, maxAge));

    public void Delete(CookieTemplate template) => Stage(template.Name, template.Deletion);

    private void Stage(string name, string header)
    {
        if (_response.HasStarted)
        {
            throw new InvalidOperationException(
                "The response has started, so a cookie can no longer be sent. Sign in or out before writing the body.");
        }

        _staged.RemoveAll(staged => string.Equals(staged.Name, name, StringComparison.Ordinal));
        _staged.Add((name, header));
        _hasStaged = true;
    }

    private Task WriteAsync()
    {
        foreach (var (_, header) in _staged)
        {
            _response.Headers.SetCookie = StringValues.Concat(_response.Headers.SetCookie, header);
        }

        _staged.Clear();
        return Task.CompletedTask;
    }
}
