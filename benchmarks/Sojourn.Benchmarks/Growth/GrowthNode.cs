using Microsoft.Extensions.DependencyInjection;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.Benchmarks.Growth;

/// <summary>The domain of one node over a store that it does not own, without background work.</summary>
internal sealed class GrowthNode : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private GrowthNode(ServiceProvider provider) => _provider = provider;

    public SessionManager Manager => _provider.GetRequiredService<SessionManager>();

    public SessionValidator Validator => _provider.GetRequiredService<SessionValidator>();

    public StoreClock Clock => _provider.GetRequiredService<StoreClock>();

    public static GrowthNode Create<TStore>(TStore store)
        where TStore : ISojournStore
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<IKeyRingProtector, PlainProtector>();
        services.AddSingleton(new SessionPolicy());
        services.AddSingleton<ISojournStore>(store);
        services.AddSingleton((ICutOffStore)store);
        services.AddSingleton((IKeyRingStore)store);
        services.AddSojournDomain();
        return new GrowthNode(services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();
}
