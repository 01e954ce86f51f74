using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sojourn.AspNetCore.Identity;

/// <summary>Identity's user manager, watched for changed security stamps and deleted users.</summary>
/// <remarks>
/// Every change of a user ends in <see cref="UpdateUserAsync"/>; whether the stamp is among it shows only against what the
/// database holds. That costs one read per user change, a wrong password included, and no wrong password ends anything.
/// </remarks>
internal sealed class ObservedUserManager<TUser>(
    IUserStore<TUser> store,
    IOptions<IdentityOptions> optionsAccessor,
    IPasswordHasher<TUser> passwordHasher,
    IEnumerable<IUserValidator<TUser>> userValidators,
    IEnumerable<IPasswordValidator<TUser>> passwordValidators,
    ILookupNormalizer keyNormalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<TUser>> logger)
    : UserManager<TUser>(
        store, optionsAccessor, passwordHasher, userValidators, passwordValidators, keyNormalizer, errors, services,
        logger)
    where TUser : class
{
    private readonly IServiceProvider _provider = services;

    public override async Task<IdentityResult> DeleteAsync(TUser user)
    {
        var id = await GetUserIdAsync(user);
        var result = await base.DeleteAsync(user);
        if (result.Succeeded)
        {
            await _provider.GetRequiredService<CredentialChanges>().DeletedAsync(id);
        }

        return result;
    }

    protected override async Task<IdentityResult> UpdateUserAsync(TUser user)
    {
        if (!SupportsUserSecurityStamp)
        {
            return await base.UpdateUserAsync(user);
        }

        var id = await GetUserIdAsync(user);
        var before = await ReadStampAsync(id);
        _provider.GetRequiredService<CredentialChanges>().Changing(id);
        var result = await base.UpdateUserAsync(user);
        if (result.Succeeded && before is not null
            && !string.Equals(before, await GetSecurityStampAsync(user), StringComparison.Ordinal))
        {
            await _provider.GetRequiredService<CredentialChanges>().ChangedAsync(id);
        }

        return result;
    }

    /// <summary>The stamp in the database, read through a scope of its own: this one's user is already changed.</summary>
    private async Task<string?> ReadStampAsync(string id)
    {
        await using var scope = _provider.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<IUserStore<TUser>>() is not IUserSecurityStampStore<TUser> stamps)
        {
            return null;
        }

        var user = await stamps.FindByIdAsync(id, CancellationToken);
        return user is null ? null : await stamps.GetSecurityStampAsync(user, CancellationToken);
    }
}
