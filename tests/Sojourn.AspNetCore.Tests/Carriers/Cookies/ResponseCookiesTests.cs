using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Carriers.Cookies;

public sealed class ResponseCookiesTests
{
    private static readonly CookieTemplate Session = new("__Host-sid", isSecure: true, SameSiteMode.Strict);
    private static readonly CookieTemplate Refresh = new("__Host-rt", isSecure: true, SameSiteMode.Strict);

    [Fact]
    public async Task Sign_in_rotate_and_delete_in_one_response_give_one_header()
    {
        var (context, response) = StartableResponse.Create();

        ResponseCookies.Of(context).Set(Session, "signed-in", maxAge: null);
        ResponseCookies.Of(context).Set(Session, "rotated", TimeSpan.FromDays(1));
        ResponseCookies.Of(context).Delete(Session);
        await response.StartAsync();

        Assert.Equal(Session.Deletion, Assert.Single(context.Response.Headers.SetCookie));
    }

    [Fact]
    public async Task The_last_word_on_a_name_counts()
    {
        var (context, response) = StartableResponse.Create();

        ResponseCookies.Of(context).Delete(Session);
        ResponseCookies.Of(context).Set(Session, "again", maxAge: null);
        await response.StartAsync();

        Assert.Equal(Session.Format("again", maxAge: null), Assert.Single(context.Response.Headers.SetCookie));
    }

    [Fact]
    public async Task Different_names_and_cookies_of_others_stand_side_by_side()
    {
        var (context, response) = StartableResponse.Create();
        context.Response.Headers.Append("Set-Cookie", "theme=dark; path=/");

        ResponseCookies.Of(context).Set(Session, "abc", maxAge: null);
        ResponseCookies.Of(context).Set(Refresh, "def", maxAge: null);
        context.Response.Headers.Append("Set-Cookie", "__Host-sid=of-somebody-else");
        await response.StartAsync();

        Assert.Equal(
            "theme=dark; path=/|__Host-sid=of-somebody-else|"
                + Session.Format("abc", maxAge: null) + "|" + Refresh.Format("def", maxAge: null),
            string.Join('|', context.Response.Headers.SetCookie.ToArray()));
    }

    [Fact]
    public void Nothing_is_written_before_the_response_starts()
    {
        var (context, _) = StartableResponse.Create();

        ResponseCookies.Of(context).Set(Session, "abc", maxAge: null);

        Assert.Equal(0, context.Response.Headers.SetCookie.Count);
    }

    [Fact]
    public void Whether_a_cookie_is_staged_can_be_asked_before_one_is()
    {
        var (context, _) = StartableResponse.Create();
        Assert.False(ResponseCookies.AreStaged(context));

        ResponseCookies.Of(context).Delete(Session);

        Assert.True(ResponseCookies.AreStaged(context));
    }

    [Fact]
    public async Task Staging_after_the_start_is_refused()
    {
        var (context, response) = StartableResponse.Create();
        var cookies = ResponseCookies.Of(context);
        await response.StartAsync();

        Assert.Throws<InvalidOperationException>(() => cookies.Delete(Session));
    }
}
