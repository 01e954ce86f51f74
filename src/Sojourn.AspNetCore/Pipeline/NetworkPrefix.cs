using System.Net;
using System.Net.Sockets;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>
/// Shortens an address to the network it is in, which is enough to notice a change and to show in a device list.
/// </summary>
/// <remarks>
/// A /24 is what most providers hand out from in IPv4, a /48 is one customer in IPv6 (RFC 6177). The host part is the
/// part that identifies a person, so it is dropped before anything is stored.
/// </remarks>
internal static class NetworkPrefix
{
    private const string Loopback = "loopback";

    /// <summary>The network of an address.</summary>
    /// <param name="address">The peer's address; null when the server has none, as over a local socket.</param>
    /// <returns>For example <c>203.0.113.0/24</c> or <c>2001:db8:1::/48</c>, <c>loopback</c>, or null.</returns>
    public static string? Of(IPAddress? address) => Unwrap(address) switch
    {
        null => null,
        var known when IPAddress.IsLoopback(known) => Loopback,
        { AddressFamily: AddressFamily.InterNetwork } known => Cut(known, bytes: 3) + "/24",
        var known => Cut(known, bytes: 6) + "/48",
    };

    /// <summary>The whole address, where the host has chosen to keep it.</summary>
    /// <param name="address">The peer's address, or null.</param>
    /// <returns>The address without a zone, <c>loopback</c>, or null.</returns>
    public static string? FullOf(IPAddress? address) => Unwrap(address) switch
    {
        null => null,
        var known when IPAddress.IsLoopback(known) => Loopback,
        { AddressFamily: AddressFamily.InterNetwork } known => Cut(known, bytes: 4),
        var known => Cut(known, bytes: 16),
    };

    // A server that listens on both families reports an IPv4 peer as ::ffff:203.0.113.7.
    private static IPAddress? Unwrap(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Cut(IPAddress address, int bytes)
    {
        var all = address.GetAddressBytes();
        all.AsSpan(bytes).Clear();
        return new IPAddress(all).ToString();
    }
}
