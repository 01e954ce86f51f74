using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Snippets;

public static class Front
{
    public static void Run(string[] args)
    {
        // snippet: front-server
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthorization();
        builder.Services.AddSojourn().AddSqlite();

        var app = builder.Build();
        app.UseSojourn();
        app.UseAuthorization();
        app.MapSojourn();
        app.MapGet("/api/orders", () => Orders.All).RequireAuthorization();
        app.MapPost("/api/sign-in", SignIn.RunAsync).TreatAsSignIn();
        app.Run();
        // end
    }
}

public static class Orders
{
    public static string[] All => ["Tea", "Biscuits"];
}

// snippet: sign-in
public sealed record Credentials(string Name, string Password);

public static class SignIn
{
    public static async Task<IResult> RunAsync(Credentials credentials, IAccounts accounts)
    {
        var userId = await accounts.VerifyAsync(credentials);
        if (userId is null)
        {
            return TypedResults.Unauthorized();
        }

        var identity = new ClaimsIdentity(
            [new Claim("sub", userId), new Claim("name", credentials.Name), new Claim("amr", "pwd")],
            authenticationType: "password", nameType: "name", roleType: "role");
        return TypedResults.SignIn(new ClaimsPrincipal(identity));
    }
}
// end

public interface IAccounts
{
    public Task<string?> VerifyAsync(Credentials credentials);
}
