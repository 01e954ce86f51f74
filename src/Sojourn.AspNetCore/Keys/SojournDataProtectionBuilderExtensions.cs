using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Keys;
using Sojourn.AspNetCore.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the host's Data Protection keys in the session store.</summary>
public static class SojournDataProtectionBuilderExtensions
{
    /// <summary>Keeps the host's Data Protection keys in the session store, encrypted by a key from outside it.</summary>
    /// <param name="builder">What <c>AddDataProtection()</c> returned.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Outside Development the host starts only with <see cref="KeyOptions.Secret"/> or an XML encryptor such as that of
    /// <c>ProtectKeysWithCertificate</c>, which then encrypts; the secret goes on opening what it has encrypted. Needs a store
    /// from <c>AddSojourn()</c>, before or after it. Safe to call twice.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/operate/key-ring.md">The key ring</seealso>
    public static IDataProtectionBuilder PersistKeysToSojourn(this IDataProtectionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(StoredXmlKeys)))
        {
            return builder;
        }

        services.AddSingleton<StoredXmlKeys>();
        services.AddSingleton<KeyEncryptionCheck>();
        services.AddSingleton<IValidateOptions<SojournOptions>>(provider => provider.GetRequiredService<KeyEncryptionCheck>());
        services.AddOptions<KeyManagementOptions>()
            .Configure<StoredXmlKeys>((options, keys) => options.XmlRepository = new SojournXmlRepository(keys))
            .PostConfigure<IServiceProvider>((options, provider) => options.XmlEncryptor ??= new SecretXmlEncryptor(provider));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoredKeysStart>());
        FollowOtherNodes(services);
        return builder;
    }

    /// <summary>A key manager of the host's own is left as it is.</summary>
    private static void FollowOtherNodes(IServiceCollection services)
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(IKeyManager));
        if (registered?.ImplementationType == typeof(XmlKeyManager))
        {
            services.AddSingleton<XmlKeyManager>();
            services.Replace(ServiceDescriptor.Singleton<IKeyManager, FollowedKeys>());
        }
    }
}
