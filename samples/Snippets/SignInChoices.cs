using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Snippets;

public static class SignInChoices
{
    // snippet: sign-in-choices
    public static IResult Answer(ClaimsPrincipal person, TenantId tenant, bool remember)
    {
        var properties = new AuthenticationProperties { IsPersistent = remember }
            .SetTenant(tenant)
            .SetMethods("pwd", "otp")
            .SetAssurance("aal2");
        return TypedResults.SignIn(person, properties);
    }

    // end

    // snippet: authentication-start
    public static IResult AskForTheCode(HttpContext context, ClaimsPrincipal halfKnown)
    {
        // The password was right just now; the code comes with a later request. A password change in between must void it.
        var pending = new AuthenticationProperties();
        pending.SetString("started", context.GetAuthenticationStart().ToString("O"));
        return TypedResults.SignIn(halfKnown, pending, authenticationScheme: "pending");
    }

    // end

    // snippet: app-sign-in
    public static async Task<IResult> SignInAppAsync(HttpContext context, ClaimsPrincipal person)
    {
        // What the server knows decides, such as an address that only the app calls; never a flag in the request.
        var properties = new AuthenticationProperties().SetTokensInBody();
        await context.SignInAsync(person, properties);
        return TypedResults.Ok(context.GetIssuedTokens());
    }

    // end
}
