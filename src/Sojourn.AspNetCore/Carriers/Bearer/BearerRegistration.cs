using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Leases;
using Sojourn.Lifetimes;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Registers what reads and issues access tokens; nothing of it is made unless the host has the carrier.</summary>
internal static class BearerRegistration
{
    public static void AddSojournBearer(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => AccessTokenSettings.Of(
            OptionsOf(provider).Bearer, provider.GetRequiredService<SessionPolicy>()));
        services.TryAddSingleton<AccessTicketSealer>();
        services.TryAddSingleton<AccessTokenWriter>();
        services.TryAddSingleton(provider => new AccessTokenReader(
            provider.GetRequiredService<AccessTokenSettings>(), provider.GetRequiredService<KeyRing>()));
        services.TryAddSingleton<AccessTokenOpener>();
        services.TryAddSingleton<AccessTokenIssuer>();
        services.TryAddSingleton<BearerCarrier>();
    }

    private static SojournOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SojournOptions>>().Value;
}
