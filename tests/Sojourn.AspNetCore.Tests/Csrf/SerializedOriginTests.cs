namespace Sojourn.AspNetCore.Csrf;

public sealed class SerializedOriginTests
{
    [Theory]
    [InlineData("https://app.example", "https://app.example")]
    [InlineData("HTTPS://App.Example", "https://app.example")]
    [InlineData("https://app.example:443", "https://app.example")]
    [InlineData("http://app.example:80", "http://app.example")]
    [InlineData("http://app.example:443", "http://app.example:443")]
    [InlineData("https://app.example:8443", "https://app.example:8443")]
    [InlineData("http://localhost:5173", "http://localhost:5173")]
    [InlineData("https://xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [InlineData("https://my_host.example", "https://my_host.example")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("https://[::1]:5001", "https://[::1]:5001")]
    [InlineData("https://[2001:DB8::1]", "https://[2001:db8::1]")]
    [InlineData("capacitor://localhost", "capacitor://localhost")]
    public void An_origin_has_one_form(string text, string expected)
    {
        Assert.True(SerializedOrigin.TryParse(text, out var origin));

        Assert.Equal(expected, origin.ToString());
        Assert.True(origin.IsTuple);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("app.example")]
    [InlineData("//app.example")]
    [InlineData("://app.example")]
    [InlineData("https:/app.example")]
    [InlineData("https://")]
    [InlineData("https://:443")]
    [InlineData("https://app.example/")]
    [InlineData("https://app.example/path")]
    [InlineData("https://app.example?query")]
    [InlineData("https://app.example#fragment")]
    [InlineData("https://user@app.example")]
    [InlineData("https://user:password@app.example")]
    [InlineData("https://app.example.")]
    [InlineData("https://.app.example")]
    [InlineData("https://app..example")]
    [InlineData("https://app.example:")]
    [InlineData("https://app.example:0")]
    [InlineData("https://app.example:0443")]
    [InlineData("https://app.example:65536")]
    [InlineData("https://app.example:99999999999")]
    [InlineData("https://app.example:+443")]
    [InlineData("https://app.example:443:443")]
    [InlineData("https://*.example")]
    [InlineData("https://b\u00FCcher.example")]
    [InlineData("https://app\uFF0Eexample")]
    [InlineData(" https://app.example")]
    [InlineData("https://app.example ")]
    [InlineData("https://app.example\\evil")]
    [InlineData("https://a.example, https://b.example")]
    [InlineData("1https://app.example")]
    [InlineData("https://[::1")]
    [InlineData("https://[::1]x")]
    [InlineData("https://[fe80::1%25eth0]")]
    [InlineData("https://[127.0.0.1]")]
    [InlineData("https://[]")]
    [InlineData("NULL")]
    [InlineData("null ")]
    public void Anything_else_is_no_origin(string? text)
    {
        Assert.False(SerializedOrigin.TryParse(text, out var origin));

        Assert.True(origin.IsDefault);
    }

    [Fact]
    public void Null_is_an_origin_that_nobody_can_trust()
    {
        Assert.True(SerializedOrigin.TryParse("null", out var origin));

        Assert.True(origin.IsOpaque);
        Assert.False(origin.IsTuple);
    }

    [Fact]
    public void Default_is_neither_an_origin_nor_null()
    {
        var origin = default(SerializedOrigin);

        Assert.True(origin.IsDefault);
        Assert.False(origin.IsOpaque);
        Assert.False(origin.IsTuple);
    }

    [Fact]
    public void A_canonical_text_is_not_copied()
    {
        var text = "https://app.example";

        Assert.True(SerializedOrigin.TryParse(text, out var origin));

        Assert.Same(text, origin.ToString());
    }

    [Theory]
    [InlineData("ftp://app.example/x")]
    [InlineData("about:blank")]
    [InlineData("/relative")]
    [InlineData("https://user@app.example/")]
    [InlineData("https://app.example\\x")]
    [InlineData(null)]
    public void Only_a_plain_web_address_has_an_origin_to_take(string? url)
    {
        Assert.False(SerializedOrigin.TryParseUrl(url, out _));
    }

    [Theory]
    [InlineData(7UL)]
    public void Garbage_is_refused_or_has_a_form_that_reads_back(ulong seed)
    {
        var garbage = new SeededGarbage(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = garbage.Text(6, "https", "://", "A.example", ":443", ":80", "[", "]", "::1", ".", "/", "@");

            if (SerializedOrigin.TryParse(text, out var origin))
            {
                Assert.True(SerializedOrigin.TryParse(origin.ToString(), out var again), $"seed {seed}: '{text}'");
                Assert.Equal(origin, again);
            }
        }
    }
}
