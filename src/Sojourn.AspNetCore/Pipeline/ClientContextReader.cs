using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>
/// Reads what is kept of a client: a browser, a platform, a network; not the texts they were taken from.
/// </summary>
/// <param name="keepsFullAddress">
/// True keeps the whole address, which is personal data in full. Default: the prefix.
/// </param>
internal sealed class ClientContextReader(bool keepsFullAddress)
{
    public ClientContext Read(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var network = keepsFullAddress ? NetworkPrefix.FullOf(address) : NetworkPrefix.Of(address);

        // Of several lines the first: a browser sends one.
        var lines = context.Request.Headers.UserAgent;
        var (browser, platform) = UserAgentReader.Read(lines.Count == 0 ? null : lines[0]);
        return new ClientContext(browser, platform, network);
    }
}
