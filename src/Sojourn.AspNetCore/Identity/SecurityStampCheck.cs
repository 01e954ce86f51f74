using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Identity;

/// <summary>Compares the ticket's security stamp with the user's, for changes that did not go through this host.</summary>
internal sealed class SecurityStampCheck<TUser>(OwnChanges ownChanges) : ISessionCheck
    where TUser : class
{
    public async ValueTask<EndReason> CheckAsync(HttpContext context, SojournFeature feature)
    {
        var manager = context.RequestServices.GetRequiredService<UserManager<TUser>>();
        if (feature.NewResult().Principal is not { } principal)
        {
            return EndReason.None;
        }

        var stamp = principal.FindFirst(manager.Options.ClaimsIdentity.SecurityStampClaimType)?.Value;
        if (stamp is null || !manager.SupportsUserSecurityStamp || ownChanges.IsRecent(feature.View!.Id))
        {
            // Signed in past SignInManager, or changing the stamp itself: nothing to compare.
            return EndReason.None;
        }

        var user = await manager.GetUserAsync(principal);
        var isSame = user is not null
            && string.Equals(stamp, await manager.GetSecurityStampAsync(user), StringComparison.Ordinal);
        return isSame ? EndReason.None : EndReason.CredentialsChanged;
    }
}
