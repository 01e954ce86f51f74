using Microsoft.Extensions.DependencyInjection.Extensions;
using Sojourn.InMemory;
using Sojourn.Registration;
using Sojourn.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers stores.</summary>
public static class SojournStoreExtensions
{
    /// <summary>Registers a store as the one that keeps sessions, cut-offs and the key ring.</summary>
    /// <typeparam name="TStore">
    /// The store. If it is an <see cref="IStoreChangeFeed"/> as well, this node follows what other nodes change.
    /// </typeparam>
    /// <param name="builder">What <c>AddSojourn</c> returned.</param>
    /// <param name="create">Makes the store, once.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Safe to call twice for one type; a second type is refused at start.</remarks>
    public static ISojournBuilder AddStore<TStore>(this ISojournBuilder builder, Func<IServiceProvider, TStore> create)
        where TStore : class, ISojournStore, ICutOffStore, IKeyRingStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(TStore)))
        {
            return builder;
        }

        services.AddSingleton(create);
        services.AddSingleton(new StoreRegistration(typeof(TStore)));
        services.TryAddSingleton<ISojournStore>(provider => provider.GetRequiredService<TStore>());
        services.TryAddSingleton<ICutOffStore>(provider => provider.GetRequiredService<TStore>());
        services.TryAddSingleton<IKeyRingStore>(provider => provider.GetRequiredService<TStore>());
        if (typeof(TStore).IsAssignableTo(typeof(IStoreChangeFeed)))
        {
            services.TryAddSingleton(provider => (IStoreChangeFeed)provider.GetRequiredService<TStore>());
        }

        return builder;
    }

    /// <summary>Keeps sessions in this process's memory: for tests and demonstrations; a restart signs everybody out.</summary>
    /// <param name="builder">What <c>AddSojourn</c> returned.</param>
    /// <returns>The builder.</returns>
    public static ISojournBuilder AddInMemory(this ISojournBuilder builder) =>
        builder.AddStore(provider => new InMemorySojournStore(
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
}
