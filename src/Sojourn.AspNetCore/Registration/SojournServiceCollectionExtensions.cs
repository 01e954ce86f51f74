using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Keys;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Sojourn.</summary>
public static class SojournServiceCollectionExtensions
{
    /// <summary>Registers Sojourn as an authentication scheme; a store is added to the builder that comes back.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Runs after the configuration section <c>Sojourn</c> is bound, or null.</param>
    /// <returns>The builder for stores and integrations.</returns>
    /// <exception cref="InvalidOperationException">Sojourn is registered without a store already.</exception>
    /// <remarks>
    /// Safe to call twice. The scheme <c>Sojourn</c> becomes the default only if no other default is set.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/getting-started.md">Getting started</seealso>
    public static ISojournBuilder AddSojourn(this IServiceCollection services, Action<SojournOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.IsStoreless())
        {
            throw new InvalidOperationException(OptionFaults.RegisteredTwice());
        }

        if (!services.Any(service => service.ServiceType == typeof(SojournMarker)))
        {
            services.AddSingleton<SojournMarker>();
            services.AddSojournOptions();
            services.AddSojournScheme();
            services.AddSojournDomain();
            services.AddSojournPipeline();
            AddHosting(services);
        }

        // After the binding above: what the host writes in code is its last word.
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new SojournBuilder(services);
    }

    internal static void AddSojournOptions(this IServiceCollection services)
    {
        services.AddOptions<SojournOptions>()
            .BindConfiguration(SojournDefaults.ConfigurationSection)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SojournOptions>, SojournOptionsValidator>());
        services.TryAddSingleton(provider => SessionPolicyFactory.Create(
            provider.GetRequiredService<IOptions<SojournOptions>>().Value));
        services.TryAddSingleton(provider => KeyScheduleFactory.Create(
            provider.GetRequiredService<IOptions<SojournOptions>>().Value));
    }

    internal static void AddSojournScheme(this IServiceCollection services)
    {
        services.AddAuthentication();
        services.TryAddTransient<SojournAuthenticationHandler>();
        services.Configure<AuthenticationOptions>(options =>
        {
            if (!options.SchemeMap.ContainsKey(SojournDefaults.AuthenticationScheme))
            {
                options.AddScheme<SojournAuthenticationHandler>(
                    SojournDefaults.AuthenticationScheme, SojournDefaults.AuthenticationScheme);
            }
        });
        services.PostConfigure<AuthenticationOptions>(options =>
        {
            if (options.DefaultAuthenticateScheme is null)
            {
                options.DefaultScheme ??= SojournDefaults.AuthenticationScheme;
            }
        });
    }

    private static void AddHosting(IServiceCollection services)
    {
        services.TryAddSingleton<IKeyRingProtector, DataProtectionRingProtector>();
        services.TryAddSingleton<BackgroundLoop>();
        services.TryAddSingleton<NodeSteps>();
        services.AddHostedService<SojournBackgroundService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartReport>());
    }

    private sealed class SojournBuilder(IServiceCollection services) : ISojournBuilder
    {
        public IServiceCollection Services => services;
    }

    private sealed class SojournMarker;
}
