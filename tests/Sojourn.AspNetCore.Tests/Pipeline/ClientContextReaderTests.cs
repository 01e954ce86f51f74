using System.Net;
using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

public sealed class ClientContextReaderTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24", "203.0.113.77")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2:3:4:5:6")]
    [InlineData("fe80::1%2", "fe80::/48", "fe80::1")]
    [InlineData("10.1.2.3", "10.1.2.0/24", "10.1.2.3")]
    [InlineData("127.0.0.1", "loopback", "loopback")]
    [InlineData("127.9.9.9", "loopback", "loopback")]
    [InlineData("::1", "loopback", "loopback")]
    [InlineData("::ffff:127.0.0.1", "loopback", "loopback")]
    public void An_address_becomes_the_network_it_is_in(string address, string network, string full)
    {
        var parsed = IPAddress.Parse(address);

        Assert.Equal(network, NetworkPrefix.Of(parsed));
        Assert.Equal(full, NetworkPrefix.FullOf(parsed));
    }

    [Fact]
    public void No_address_is_no_network()
    {
        Assert.Null(NetworkPrefix.Of(null));
        Assert.Null(NetworkPrefix.FullOf(null));
    }

    [Theory]
    [InlineData(false, "203.0.113.0/24")]
    [InlineData(true, "203.0.113.77")]
    public void A_client_is_read_from_its_request(bool keepsFullAddress, string network)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.77");
        context.Request.Headers.UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

        var client = new ClientContextReader(keepsFullAddress).Read(context);

        Assert.Equal(new ClientContext("Firefox", "Linux", network), client);
    }

    [Fact]
    public void A_request_that_says_nothing_gives_nothing()
    {
        var client = new ClientContextReader(keepsFullAddress: false).Read(new DefaultHttpContext());

        Assert.Equal(new ClientContext(null, null, null), client);
    }
}
