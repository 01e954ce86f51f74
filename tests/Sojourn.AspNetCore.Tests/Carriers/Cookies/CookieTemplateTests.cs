using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Carriers.Cookies;

public sealed class CookieTemplateTests
{
    [Theory]
    [InlineData(SameSiteMode.Strict, "__Host-sid=abc-_9; path=/; secure; httponly; samesite=strict")]
    [InlineData(SameSiteMode.Lax, "__Host-sid=abc-_9; path=/; secure; httponly; samesite=lax")]
    public void Setting_writes_every_attribute(SameSiteMode sameSite, string expected)
    {
        var template = new CookieTemplate("__Host-sid", isSecure: true, sameSite);

        Assert.Equal(expected, template.Format("abc-_9", maxAge: null));
    }

    [Fact]
    public void A_lifetime_is_written_in_whole_seconds()
    {
        var header = Template().Format("abc", TimeSpan.FromDays(14) + TimeSpan.FromMilliseconds(900));

        Assert.Equal("__Host-sid=abc; path=/; secure; httponly; samesite=strict; max-age=1209600", header);
    }

    [Fact]
    public void Deleting_repeats_the_attributes()
    {
        Assert.Equal(
            "__Host-sid=; path=/; secure; httponly; samesite=strict; max-age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT",
            Template().Deletion);
    }

    [Fact]
    public void A_cookie_of_the_own_machine_is_not_secure_and_repeats_that_too()
    {
        var template = new CookieTemplate("sid-dev-5000", isSecure: false, SameSiteMode.Strict);

        Assert.Equal("sid-dev-5000=abc; path=/; httponly; samesite=strict", template.Format("abc", maxAge: null));
        Assert.Equal(
            "sid-dev-5000=; path=/; httponly; samesite=strict; max-age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT",
            template.Deletion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a=b")]
    [InlineData("a;b")]
    [InlineData("a\r\nSet-Cookie")]
    [InlineData("n\u00E4me")]
    [InlineData("\"name\"")]
    public void A_name_that_is_no_token_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new CookieTemplate(name, isSecure: true, SameSiteMode.Strict));
    }

    [Theory]
    [InlineData("__Host-sid")]
    [InlineData("__secure-sid")]
    public void A_prefixed_name_without_secure_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new CookieTemplate(name, isSecure: false, SameSiteMode.Strict));
    }

    [Theory]
    [InlineData(SameSiteMode.None)]
    [InlineData(SameSiteMode.Unspecified)]
    public void A_cookie_that_other_sites_send_is_refused(SameSiteMode sameSite)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CookieTemplate("__Host-sid", isSecure: true, sameSite));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a;domain=evil.example")]
    [InlineData("a\r\nb")]
    [InlineData("a=")]
    [InlineData("\u00E4")]
    public void A_value_that_is_not_base64url_is_refused(string value)
    {
        Assert.Throws<ArgumentException>(() => Template().Format(value, maxAge: null));
    }

    [Theory]
    [InlineData(4086, true)]
    [InlineData(4087, false)]
    public void A_cookie_is_at_most_what_browsers_store(int length, bool accepted)
    {
        var value = new string('a', length);

        if (accepted)
        {
            Assert.NotEmpty(Template().Format(value, maxAge: null));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => Template().Format(value, maxAge: null));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(34_560_001)]
    public void A_lifetime_that_no_browser_keeps_is_refused(int seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Template().Format("abc", TimeSpan.FromSeconds(seconds)));
    }

    private static CookieTemplate Template() => new("__Host-sid", isSecure: true, SameSiteMode.Strict);
}
