using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Carriers.Cookies;

public sealed class CookieNamingTests
{
    private static readonly CookieNaming Allowing = Naming(isDevelopment: true, allowsLoopbackHttp: true);

    [Theory]
    [InlineData("localhost:5173", "127.0.0.1")]
    [InlineData("LOCALHOST", "127.0.0.1")]
    [InlineData("127.0.0.1:5000", "127.0.0.1")]
    [InlineData("127.8.8.8", "::1")]
    [InlineData("[::1]:5000", "::ffff:127.0.0.1")]
    public void On_the_own_machine_over_http_the_name_is_plain_and_has_the_port_of_the_server(
        string host, string address)
    {
        var request = OwnMachine();
        request.Host = new HostString(host);
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(address);

        var template = Allowing.TemplateFor(request);

        Assert.Equal("sid-dev-5000", template.Name);
        Assert.DoesNotContain("secure", template.Deletion, StringComparison.Ordinal);
        Assert.Same(template, Allowing.TemplateFor(request));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Without_development_and_the_option_the_name_is_secure(bool isDevelopment, bool allowsLoopbackHttp)
    {
        var template = Naming(isDevelopment, allowsLoopbackHttp).TemplateFor(OwnMachine());

        Assert.Equal("__Host-sid", template.Name);
    }

    [Fact]
    public void Over_https_the_name_is_secure()
    {
        var request = OwnMachine();
        request.Scheme = "https";

        Assert.Equal("__Host-sid", Allowing.TemplateFor(request).Name);
    }

    [Theory]
    [InlineData("app.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evil-localhost")]
    [InlineData("localhost.")]
    [InlineData("192.168.0.10:5000")]
    [InlineData("0.0.0.0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("")]
    public void Under_any_other_host_the_name_is_secure(string host)
    {
        var request = OwnMachine();
        request.Host = new HostString(host);

        Assert.Equal("__Host-sid", Allowing.TemplateFor(request).Name);
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:203.0.113.7")]
    [InlineData(null)]
    public void For_a_peer_elsewhere_or_unknown_the_name_is_secure(string? address)
    {
        var request = OwnMachine();
        request.HttpContext.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal("__Host-sid", Allowing.TemplateFor(request).Name);
    }

    [Theory]
    [InlineData("192.168.0.10")]
    [InlineData(null)]
    public void On_an_address_that_others_can_reach_the_name_is_secure(string? address)
    {
        var request = OwnMachine();
        request.HttpContext.Connection.LocalIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal("__Host-sid", Allowing.TemplateFor(request).Name);
    }

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("forwarded")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-proto")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-For")]
    [InlineData("X-Real-IP")]
    public void Behind_a_proxy_the_name_is_secure(string header)
    {
        var request = OwnMachine();
        request.Headers[header] = "127.0.0.1";

        Assert.Equal("__Host-sid", Allowing.TemplateFor(request).Name);
    }

    private static CookieNaming Naming(bool isDevelopment, bool allowsLoopbackHttp) =>
        new("__Host-sid", "sid-dev", SameSiteMode.Strict, isDevelopment, allowsLoopbackHttp);

    private static HttpRequest OwnMachine()
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost", 5173);
        context.Connection.LocalIpAddress = IPAddress.Loopback;
        context.Connection.LocalPort = 5000;
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        return context.Request;
    }
}
