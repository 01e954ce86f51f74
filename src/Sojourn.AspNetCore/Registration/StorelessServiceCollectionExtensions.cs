using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Identity;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Leases;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Storeless;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Sojourn without a store.</summary>
public static class StorelessServiceCollectionExtensions
{
    private static readonly TimeSpan DefaultAbsoluteTimeout = TimeSpan.FromHours(1);

    /// <summary>
    /// Registers Sojourn without a store: the session is one sealed cookie, and whoever holds a copy of it is the person
    /// until its absolute deadline.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Runs after the configuration section <c>Sojourn</c> is bound, or null.</param>
    /// <param name="configureStoreless">Runs after the section <c>Sojourn:Storeless</c> is bound, or null.</param>
    /// <returns>A builder to which no store can be added.</returns>
    /// <exception cref="InvalidOperationException">Sojourn is registered with a store already.</exception>
    /// <remarks>
    /// Warning: a sign-out is known on the node that it came to and forgotten when that restarts; a start of the process
    /// therefore voids every session from before it. The absolute timeout is one hour unless configured. Neither
    /// <see cref="SessionManager"/> nor a store can be resolved: no device list, no end from elsewhere, no reuse detection.
    /// The seal uses the host's Data Protection keys. Safe to call twice.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/security/storeless.md">Without a store</seealso>
    public static IStorelessSojournBuilder AddStorelessSojourn(
        this IServiceCollection services, Action<SojournOptions>? configure = null,
        Action<StorelessOptions>? configureStoreless = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(service => service.ServiceType == typeof(Marker)))
        {
            if (services.Any(service => service.ServiceType == typeof(StoreRegistration) || service.ServiceType == typeof(SessionManager)))
            {
                throw new InvalidOperationException(OptionFaults.RegisteredTwice());
            }

            services.AddSingleton<Marker>();
            AddOptions(services);
            services.AddStorelessDomain();
            AddCommands(services);
            AddSealing(services);
            services.AddSojournScheme();
            services.AddSojournPipeline();
            AddHosting(services);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (configureStoreless is not null)
        {
            services.Configure(configureStoreless);
        }

        return new Builder(services);
    }

    /// <summary>Whether the services are registered without a store.</summary>
    internal static bool IsStoreless(this IServiceCollection services) =>
        services.Any(service => service.ServiceType == typeof(Marker));

    private static void AddOptions(IServiceCollection services)
    {
        services.Configure<SojournOptions>(options =>
        {
            options.Carrier = Carrier.Sealed;
            options.AbsoluteTimeout = DefaultAbsoluteTimeout;
        });
        services.AddOptions<StorelessOptions>().BindConfiguration($"{SojournDefaults.ConfigurationSection}:Storeless");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SojournOptions>, StorelessOptionsCheck>());

        services.TryAddSingleton(provider => SessionPolicyFactory.CreateStoreless(
            provider.GetRequiredService<IOptions<SojournOptions>>().Value));
        services.AddSojournOptions();
    }

    /// <summary>What asks for the commands gets them, although the host cannot.</summary>
    private static void AddCommands(IServiceCollection services)
    {
        services.TryAddSingleton(provider => With<RetiringTokens>(provider));
        services.TryAddSingleton(provider => With<ActivityRecorder>(provider));
        services.TryAddSingleton(provider => With<SignInCommand>(provider));
        services.TryAddSingleton(provider => With<SignOutCommand>(provider));
        services.TryAddScoped(provider => With<CredentialChanges>(provider));
    }

    private static T With<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider provider) =>
        ActivatorUtilities.CreateInstance<T>(provider, provider.GetRequiredService<StorelessCommands>().Manager);

    private static void AddSealing(IServiceCollection services)
    {
        services.AddDataProtection();
        services.TryAddSingleton<IKeyRingProtector, DataProtectionRingProtector>();
        services.TryAddSingleton<LeaseSealerOf>(provider => name =>
            new DataProtectionLeaseSealer(provider.GetRequiredService<IDataProtectionProvider>(), name));
        services.TryAddSingleton(provider =>
        {
            var sealing = provider.GetRequiredService<SealedCarrier>();
            return new CarrierSet(sealing, [sealing]);
        });
    }

    private static void AddHosting(IServiceCollection services)
    {
        services.TryAddSingleton<BackgroundLoop>();
        services.TryAddSingleton<StorelessSteps>();
        services.AddHostedService<StorelessBackgroundService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartReport>());
    }

    private sealed class Builder(IServiceCollection services) : IStorelessSojournBuilder
    {
        public IServiceCollection Services => services;
    }

    private sealed class Marker;
}
