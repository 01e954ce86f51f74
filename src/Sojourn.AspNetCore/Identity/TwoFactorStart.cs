using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Identity;

/// <summary>
/// A two-factor sign-in starts when the password was verified: that is when Identity issued its two-factor cookie. A
/// password change in between then voids the sign-in.
/// </summary>
internal sealed class TwoFactorStart(IAuthenticationSchemeProvider schemes) : IAuthenticationStartSource
{
    public async Task<DateTimeOffset?> FindAsync(HttpContext context, SubjectId subject)
    {
        if (await schemes.GetSchemeAsync(IdentityConstants.TwoFactorUserIdScheme) is null)
        {
            return null;
        }

        var pending = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        var isSame = string.Equals(
            pending.Principal?.FindFirstValue(ClaimTypes.Name), subject.Value, StringComparison.Ordinal);
        if (!isSame || pending.Properties is not { } properties)
        {
            return null;
        }

        // The cookie's own instant is on this node's clock, and in whole seconds: for cookies from before the take-over.
        return SignInReader.StartOf(properties) ?? properties.IssuedUtc;
    }

    /// <summary>
    /// Writes the arrival of the password into Identity's two-factor cookie, on store time: by the clock of a node that runs
    /// ahead, a password change between the factors would lie before the start and void nothing.
    /// </summary>
    public static void Carry(CookieAuthenticationOptions options)
    {
        var hosts = options.Events.OnSigningIn;
        options.Events.OnSigningIn = context =>
        {
            if (SojournFeature.Of(context.HttpContext) is { } feature)
            {
                context.Properties.SetAuthenticationStart(feature.ArrivedAt);
            }

            return hosts(context);
        };
    }
}
