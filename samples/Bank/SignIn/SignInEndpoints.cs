using Bank.Hosting;
using Bank.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Bank.SignIn;

internal static class SignInEndpoints
{
    /// <summary>Open to all, but only from this application's own page: nobody is to be signed in by a stranger's.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder api) =>
        api.MapPost("/sign-in", SignInAsync).TreatAsSignIn();

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        SignInRequest request, SignInManager<BankUser> signIn)
    {
        var result = await signIn.PasswordSignInAsync(
            request.UserName, request.Password, request.RememberMe, lockoutOnFailure: true);

        // One answer for all failures: it tells neither who has an account nor that one is locked.
        return result.Succeeded
            ? TypedResults.NoContent()
            : BankProblem.Of(
                StatusCodes.Status401Unauthorized, "invalid-credentials", "The user name or the password is not right.");
    }
}
