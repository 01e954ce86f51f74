using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sojourn.Diagnostics;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Sessions;

namespace Sojourn.Storeless;

/// <summary>Registers the domain without a store.</summary>
internal static class StorelessRegistration
{
    /// <summary>
    /// Neither a store nor <see cref="SessionManager"/> can be resolved afterwards: there is nothing to list, and nothing that
    /// ends elsewhere. What is registered here comes first, so the domain's own registrations leave it alone.
    /// </summary>
    public static void AddStorelessDomain(this IServiceCollection services)
    {
        // Counted as the one store, so that a store besides is one too many.
        services.AddSingleton(new StoreRegistration(typeof(NodeStore)));
        services.TryAddSingleton<NodeStore>();
        services.TryAddSingleton<ILeaseKeeper>(provider => provider.GetRequiredService<NodeStore>());
        services.TryAddSingleton(provider => new ObservedStore(
            provider.GetRequiredService<NodeStore>(), provider.GetRequiredService<SessionMetrics>()));
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<KeyRing>(provider, new ProcessKeyRing()));
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<CutOffSetter>(
            provider, provider.GetRequiredService<NodeStore>()));
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<CutOffReader>(
            provider, provider.GetRequiredService<NodeStore>()));
        services.AddSojournCore();
        services.TryAddSingleton<StorelessCommands>();
    }
}
