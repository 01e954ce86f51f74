using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.AspNetCore.Connections;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Endpoints;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Keys;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Storeless;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Registers what the middleware and the handler work with.</summary>
internal static class PipelineRegistration
{
    private const string LoopbackCookieName = "sid-dev";

    public static void AddSojournPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(NamingOf);
        services.TryAddSingleton<CookieCarrier>();
        services.TryAddSingleton<LeaseSealerOf>(provider => name => new LeaseSealer(provider.GetRequiredService<KeyRing>(), name));
        services.TryAddSingleton<SealedCarrier>();
        services.AddSojournBearer();
        services.TryAddSingleton(CarriersOf);
        services.TryAddSingleton(GuardOf);
        services.TryAddSingleton<RetiringTokens>();
        services.TryAddSingleton<ActivityRecorder>();
        services.TryAddSingleton<SessionAnswers>();
        services.TryAddSingleton(provider => new PipelineServices(
            provider.GetRequiredService<CarrierSet>(),
            provider.GetRequiredService<SessionValidator>(),
            provider.GetRequiredService<CrossSiteGuard>(),
            provider.GetRequiredService<SessionAnswers>(),
            provider.GetRequiredService<SessionEnder>(),
            provider.GetRequiredService<StoreClock>())
        {
            Outage = provider.GetRequiredService<OutageLease>(),
            Retiring = provider.GetRequiredService<RetiringTokens>(),
            Logger = provider.GetRequiredService<ILogger<SojournMiddleware>>(),
            Check = provider.GetService<ISessionCheck>(),
            Manager = provider.GetService<SessionManager>() ?? provider.GetRequiredService<StorelessCommands>().Manager,
            IsStoreless = provider.GetRequiredService<SessionPolicy>().IsStoreless,
        });
        services.TryAddSingleton(provider => new ClientContextReader(OptionsOf(provider).KeepFullAddresses));
        services.TryAddSingleton<SignInCommand>();
        services.TryAddSingleton<SignOutCommand>();
        services.TryAddSingleton<SessionAnswerComposer>();
        services.TryAddSingleton<DeviceListComposer>();
        services.TryAddSingleton<DeviceGuard>();
        services.TryAddSingleton<SessionConnections>();
        services.TryAddSingleton<EventStream>();
    }

    /// <summary>Explicit credentials first; of the cookies, which share one name, each knows its own by its first character.</summary>
    private static CarrierSet CarriersOf(IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        List<ICarrier> all = [];
        AddIf<BearerCarrier>(Carrier.Bearer);
        AddIf<SealedCarrier>(Carrier.Sealed);
        AddIf<CookieCarrier>(Carrier.Cookie);
        return new CarrierSet(all.First(carrier => carrier.Carrier == options.Carrier), all);

        void AddIf<TCarrier>(Carrier kind)
            where TCarrier : ICarrier
        {
            if (options.Has(kind))
            {
                all.Add(provider.GetRequiredService<TCarrier>());
            }
        }
    }

    private static CookieNaming NamingOf(IServiceProvider provider)
    {
        var cookie = OptionsOf(provider).Cookie;
        return new CookieNaming(
            cookie.Name, LoopbackCookieName, cookie.SameSite, IsDevelopment(provider), cookie.AllowHttpOnLoopback);
    }

    private static CrossSiteGuard GuardOf(IServiceProvider provider)
    {
        var csrf = OptionsOf(provider).Csrf;
        return new CrossSiteGuard(
            csrf.PublicOrigins.Select(Parse),
            csrf.TrustedOrigins.Select(Parse),
            trustsOwnHost: csrf.TrustOwnHost || IsDevelopment(provider),
            acceptsProofHeader: true);
    }

    private static SerializedOrigin Parse(string text) =>
        SerializedOrigin.TryParse(text, out var origin)
            ? origin
            : throw new InvalidOperationException("The options were used before they were validated.");

    private static SojournOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SojournOptions>>().Value;

    private static bool IsDevelopment(IServiceProvider provider) =>
        provider.GetService<IHostEnvironment>()?.IsDevelopment() == true;
}
