using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sojourn.Canaries;
using Sojourn.Changes;
using Sojourn.Diagnostics;
using Sojourn.Keys;
using Sojourn.Lifetimes;
using Sojourn.Renewals;
using Sojourn.Sessions;
using Sojourn.Storeless;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Registration;

/// <summary>
/// Registers the domain. The host registers besides: a store, an <see cref="IKeyRingProtector"/>, a
/// <see cref="SessionPolicy"/> and, if its time is not the system's, a <see cref="TimeProvider"/>.
/// </summary>
internal static class DomainRegistration
{
    // A remembered lease keeps its whole text and ticket, some kilobytes, where an entry of the near cache keeps hundreds of
    // bytes.
    private const int LeaseShare = 4;

    public static void AddSojournDomain(this IServiceCollection services)
    {
        services.AddSojournCore();
        services.TryAddSingleton(CreateManager);
        services.TryAddSingleton(provider => new SessionKeys(
            provider.GetRequiredService<KeyRing>(),
            provider.GetRequiredService<KeySchedule>(),
            provider.GetRequiredService<StoreClock>()));
    }

    /// <summary>All of the domain but the commands that a host may call.</summary>
    public static void AddSojournCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        AddKeysAndTokens(services);
        AddLifetimes(services);
        AddValidation(services);
        AddSessions(services);
    }

    public static SessionManager CreateManager(IServiceProvider provider) => new(
        Observed(provider),
        provider.GetRequiredService<SessionStarter>(),
        provider.GetRequiredService<SessionRotator>(),
        provider.GetRequiredService<SessionEnder>(),
        provider.GetRequiredService<CutOffSetter>(),
        provider.GetRequiredService<SessionMetrics>());

    private static void AddKeysAndTokens(IServiceCollection services)
    {
        services.TryAddSingleton(new KeySchedule());
        services.TryAddSingleton<IVerifiedMemory, VerifiedMemory>();
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<SessionTokens>();
        services.TryAddSingleton<RecordReader>();
    }

    private static void AddLifetimes(IServiceCollection services)
    {
        services.TryAddSingleton<StoreClock>();
        services.TryAddSingleton<CutOffs>();
        services.TryAddSingleton<CutOffReader>();
        services.TryAddSingleton<SessionSweeper>(provider => ActivatorUtilities.CreateInstance<SessionSweeper>(
            provider, Observed(provider)));
        services.TryAddSingleton<RenewalLane>(provider => ActivatorUtilities.CreateInstance<RenewalLane>(
            provider, Observed(provider)));
    }

    private static void AddValidation(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new SessionMetrics(provider.GetRequiredService<IMeterFactory>()));
        services.TryAddSingleton(provider => new NearCache(
            provider.GetRequiredService<SessionPolicy>().NearCacheCapacity));
        services.TryAddSingleton<ObservedStore>();
        services.TryAddSingleton(provider => new LeaseMemory(
            provider.GetRequiredService<SessionPolicy>().NearCacheCapacity / LeaseShare));
        services.TryAddSingleton<KnownChanges>();
        services.TryAddSingleton<LeaseValidator>();
        services.TryAddSingleton<OutageLease>();
        services.TryAddSingleton<EndedSignals>();
        services.TryAddSingleton<PendingEnds>();
        services.TryAddSingleton<NodeMemory>();
        services.TryAddSingleton<NodeObserver>();
        services.TryAddSingleton<SessionRules>();
        services.TryAddSingleton<SessionValidator>();
        services.TryAddSingleton<GoneSessions>();
        services.TryAddSingleton<SharedReads>(provider => ActivatorUtilities.CreateInstance<SharedReads>(
            provider, Observed(provider)));
        services.TryAddSingleton<StoreValidator>();
        services.TryAddSingleton<ConnectionJudge>();
        services.TryAddSingleton(provider => new Echoes(
            provider.GetRequiredService<StoreClock>(), hasFeed: provider.GetService<IStoreChangeFeed>() is not null));
        services.TryAddSingleton<LostChanges>();
        services.TryAddSingleton<ChangeFollower>();
        services.TryAddSingleton<ChangeRestorer>(provider => ActivatorUtilities.CreateInstance<ChangeRestorer>(
            provider, Observed(provider)));
        services.TryAddSingleton<RevocationLag>();
        services.TryAddSingleton<CanaryWatch>(provider => ActivatorUtilities.CreateInstance<CanaryWatch>(
            provider, Observed(provider)));
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.TryAddSingleton<CutOffSetter>();
        services.TryAddSingleton<SessionEnder>(provider => ActivatorUtilities.CreateInstance<SessionEnder>(
            provider, Observed(provider)));
        services.TryAddSingleton<SessionStarter>(provider => ActivatorUtilities.CreateInstance<SessionStarter>(
            provider, Observed(provider)));
        services.TryAddSingleton(provider => new SessionRotator(
            Observed(provider),
            provider.GetRequiredService<SessionTokens>(),
            provider.GetRequiredService<RecordReader>(),
            provider.GetRequiredService<SessionRules>(),
            provider.GetRequiredService<NodeObserver>(),
            provider.GetRequiredService<StoreClock>())
        {
            Keeper = provider.GetService<ILeaseKeeper>(),
        });
    }

    /// <summary>The store with spans and durations around it; hosts and their tests still get the store itself.</summary>
    private static ObservedStore Observed(IServiceProvider provider) => provider.GetRequiredService<ObservedStore>();
}
