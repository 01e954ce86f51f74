using System.Security.Claims;
using Bank.Hosting;
using Bank.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Bank.Security;

internal static class SecurityEndpoints
{
    private static readonly string[] ByPassword = ["pwd"];

    public static void MapSecurity(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ping", Ping).RequireAuthorization();
        api.MapPost("/step-up", StepUpAsync).RequireAuthorization();
        api.MapPost("/password", ChangePasswordAsync).RequireAuthorization();
    }

    private static ContentHttpResult Ping(ClaimsPrincipal user) =>
        TypedResults.Text(user.FindFirstValue(ClaimTypes.NameIdentifier));

    private static async Task<Results<NoContent, ProblemHttpResult>> StepUpAsync(
        StepUpRequest request, HttpContext context, SignInManager<BankUser> signIn)
    {
        if (await FindWithPasswordAsync(context.User, request.Password, signIn) is null)
        {
            return WrongPassword();
        }

        await context.ElevateSessionAsync(ByPassword);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        PasswordRequest request, ClaimsPrincipal principal, SignInManager<BankUser> signIn)
    {
        if (await FindWithPasswordAsync(principal, request.Current, signIn) is not { } user)
        {
            return WrongPassword();
        }

        // The new security stamp ends the person's other sessions; refreshing keeps this one.
        var result = await signIn.UserManager.ChangePasswordAsync(user, request.Current, request.New);
        if (!result.Succeeded)
        {
            return BankProblem.BadRequest(
                "password-refused", string.Join(' ', result.Errors.Select(error => error.Description)));
        }

        await signIn.RefreshSignInAsync(user);
        return TypedResults.NoContent();
    }

    /// <summary>Counts towards the lockout: a stolen session must not be a place to guess the password in peace.</summary>
    private static async Task<BankUser?> FindWithPasswordAsync(
        ClaimsPrincipal principal, string password, SignInManager<BankUser> signIn)
    {
        if (await signIn.UserManager.GetUserAsync(principal) is not { } user)
        {
            return null;
        }

        var check = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        return check.Succeeded ? user : null;
    }

    private static ProblemHttpResult WrongPassword() => BankProblem.Of(
        StatusCodes.Status403Forbidden, "invalid-credentials", "The password is not right.");
}
