using Sojourn.Lifetimes;

namespace Sojourn.AspNetCore.Hosting;

/// <summary>Sessions of nobody that are ended so that every node can measure how late it hears of a revocation.</summary>
/// <remarks>
/// They show in no device list and count against no limit. One is started and one ended per interval, whatever the number
/// of nodes; each node reads it two or three times.
/// </remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/revocation-and-cut-offs.md">Revocation</seealso>
public sealed class CanaryOptions
{
    /// <summary>How often the deployment ends a canary; the same on all nodes.</summary>
    /// <value>5 seconds to 10 minutes, or zero to measure nothing. Default: 1 minute. Long notices late that revocations are.</value>
    public TimeSpan Interval { get; set; } = SessionPolicy.DefaultCanaryInterval;

    /// <summary>Within what time a revocation that the store's feed tells of is to be refused here.</summary>
    /// <value>
    /// 1 millisecond to 5 minutes. Default: 100 milliseconds. When two canaries in a row took longer, the health check
    /// <c>sojourn-revocation</c> is degraded. Short warns of pauses of the process; long hides a slow feed.
    /// </value>
    public TimeSpan Promise { get; set; } = SessionPolicy.DefaultRevocationPromise;
}
