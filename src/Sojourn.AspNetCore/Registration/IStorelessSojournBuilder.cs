using Microsoft.Extensions.DependencyInjection;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Goes on with the registration of Sojourn without a store. No store can be added to it, nor what needs one.</summary>
/// <remarks>
/// Sign-outs are known on one node only and forgotten at a restart; there is no device list, no end from elsewhere and no
/// detection of reuse. What that means is in docs/security/storeless.md.
/// </remarks>
public interface IStorelessSojournBuilder
{
    /// <summary>The services that are being registered.</summary>
    IServiceCollection Services { get; }
}
