using Microsoft.AspNetCore.Identity;

namespace Bank.People;

internal static class IdentitySettings
{
    public static void Apply(IdentityOptions options)
    {
        // 'name' is left for what people call the person: the page greets by it.
        options.ClaimsIdentity.UserNameClaimType = "preferred_username";
        options.ClaimsIdentity.RoleClaimType = "role";

        // Length instead of character classes: NIST SP 800-63B, 3.1.1.2.
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }
}
