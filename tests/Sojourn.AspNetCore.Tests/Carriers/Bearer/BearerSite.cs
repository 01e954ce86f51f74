using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A site of the carrier <c>Bearer</c>, with a sign-in for apps beside that for pages.</summary>
internal static class BearerSite
{
    public const string Refresh = "/sojourn/session/refresh";

    public static Task<TestSite> StartAsync(
        ProbeStore store, ManualTimeProvider clock, Action<SojournOptions>? options = null) => TestSite.StartAsync(
            store, clock,
            all =>
            {
                all.Carrier = Carrier.Bearer;
                all.Bearer.Issuer = TestSite.Origin;
                options?.Invoke(all);
            },
            endpoints: Map);

    public static void Map(WebApplication app)
    {
        app.MapPost("/app/sign-in", async (HttpContext context, string subject) =>
        {
            var properties = new AuthenticationProperties().SetTokensInBody();
            await context.SignInAsync(SojournDefaults.AuthenticationScheme, TestSite.PersonOf(subject), properties);
            return TypedResults.Ok(context.GetIssuedTokens());
        });
        app.MapPost("/app/step-up", async (HttpContext context) => await context.ElevateSessionAsync(["pwd"])
            ? TypedResults.Ok(context.GetIssuedTokens())
            : Results.Unauthorized()).RequireAuthorization();
        app.MapPost("/move", async (HttpContext context, Carrier to, bool? inBody) =>
            await context.MoveSessionAsync(to, inBody ?? false)
                ? Results.Ok(context.GetIssuedTokens())
                : Results.Unauthorized()).RequireAuthorization();
        app.MapGet("/claims", (ClaimsPrincipal user) => user.Claims.Select(claim => claim.Type)).RequireAuthorization();
    }

    public static (string Name, string Value) Bearing(string token) => ("Authorization", $"Bearer {token}");

    /// <summary>A page's refresh: the token that came, and the access token in the body.</summary>
    public static async Task<string> AccessTokenAsync(TestBrowser browser)
    {
        var answer = await browser.PostAsync(Refresh);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await TestBrowser.JsonOf(answer);
        Assert.Null(body["refreshToken"]);
        Assert.Equal("Bearer", (string?)body["tokenType"]);
        return (string)body["accessToken"]!;
    }

    public static async Task<JsonObject> AppSignInAsync(TestBrowser app, string subject = "ada") =>
        await TestBrowser.JsonOf(await app.PostAsync($"/app/sign-in?subject={subject}"));
}
