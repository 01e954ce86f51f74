using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sojourn.AspNetCore.Identity;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes ASP.NET Core Identity sign in to Sojourn.</summary>
public static class SojournIdentityExtensions
{
    /// <summary>
    /// Takes over Identity's application scheme: <c>SignInManager</c> starts Sojourn sessions, and a changed security stamp
    /// ends a person's other sessions at once.
    /// </summary>
    /// <typeparam name="TUser">The host's user.</typeparam>
    /// <param name="builder">What <c>AddSojourn</c> returned. Call it after Identity is registered.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Identity is not registered yet.</exception>
    /// <remarks>
    /// At once = when the change goes through this host's <see cref="UserManager{TUser}"/>; a change made elsewhere is
    /// found within five minutes. A host with a user manager of its own class keeps it, and gets the five minutes only.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/guides/identity.md">ASP.NET Core Identity</seealso>
    public static ISojournBuilder AddIdentity<TUser>(this ISojournBuilder builder)
        where TUser : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddIdentity<TUser>(builder.Services);
        return builder;
    }

    /// <inheritdoc cref="AddIdentity{TUser}(ISojournBuilder)"/>
    /// <remarks>
    /// Without a store a changed password voids the person's other sessions on this node at once, and on others when the
    /// check against the user's security stamp is due there: within five minutes.
    /// </remarks>
    public static IStorelessSojournBuilder AddIdentity<TUser>(this IStorelessSojournBuilder builder)
        where TUser : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddIdentity<TUser>(builder.Services);
        return builder;
    }

    private static void AddIdentity<TUser>(IServiceCollection services)
        where TUser : class
    {
        services.AddHttpContextAccessor();
        services.PostConfigure<AuthenticationOptions>(TakeOver);
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, TwoFactorStart.Carry);
        services.TryAddSingleton<ISessionCheck, SecurityStampCheck<TUser>>();
        services.TryAddSingleton<IAuthenticationStartSource, TwoFactorStart>();
        services.TryAddSingleton<OwnChanges>();
        services.TryAddScoped<CredentialChanges>();
        ObserveUserManager<TUser>(services);
    }

    private static void TakeOver(AuthenticationOptions options)
    {
        if (options.SchemeMap.TryGetValue(IdentityConstants.ApplicationScheme, out var scheme))
        {
            scheme.HandlerType = typeof(SojournAuthenticationHandler);
        }
        else
        {
            options.AddScheme<SojournAuthenticationHandler>(
                IdentityConstants.ApplicationScheme, IdentityConstants.ApplicationScheme);
        }
    }

    private static void ObserveUserManager<TUser>(IServiceCollection services)
        where TUser : class
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(UserManager<TUser>))
            ?? throw new InvalidOperationException(
                $"SOJ3006: 'UserManager<{typeof(TUser).Name}>' was expected and is not registered. "
                + "Register ASP.NET Core Identity before 'AddSojourn().AddIdentity()': otherwise no password change would end a session.");
        if (registered.ImplementationType == typeof(UserManager<TUser>))
        {
            services.Replace(ServiceDescriptor.Scoped<UserManager<TUser>, ObservedUserManager<TUser>>());
        }
    }
}
