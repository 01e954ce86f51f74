namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The device list of the person who is signed in.</summary>
public sealed class DeviceListOptions
{
    /// <summary>How recently the person must have proved who they are to name or end another session.</summary>
    /// <value>Positive. Default: 15 minutes. A thief with a stolen session must not be able to end the victim's others.</value>
    /// <remarks>Source: ASVS 5.0 7.5.2.</remarks>
    public TimeSpan FreshWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many event streams and hub connections one session may hold on one node.</summary>
    /// <value>1 to 100. Default: 8.</value>
    public int EventStreams { get; set; } = 8;
}
