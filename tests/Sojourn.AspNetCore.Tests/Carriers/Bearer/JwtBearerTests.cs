using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Another service, which knows nothing of Sojourn but its address, believes our access tokens.</summary>
/// <remarks>The handler has a clock of its own, the system's; tokens are issued by it here, with minutes to spare.</remarks>
public sealed class JwtBearerTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task An_unmodified_handler_accepts_a_token(SigningAlgorithm algorithm)
    {
        var key = FixedKeys.Of(algorithm);
        await using var issuer = await StartIssuerAsync(key);
        await using var service = await StartServiceAsync(issuer);

        var (status, body) = await AskAsync(service, AccessTokens.Text(key, AccessTokens.Facts(Recent())));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ada 0192f0c1-2345-7abc-8def-0123456789ab pwd,otp customer,auditor", body);
    }

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.PS256)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task It_refuses_one_that_has_expired_or_is_for_somebody_else(SigningAlgorithm algorithm)
    {
        var key = FixedKeys.Of(algorithm);
        await using var issuer = await StartIssuerAsync(key);
        await using var service = await StartServiceAsync(issuer);
        var elsewhere = AccessTokens.Settings with { Audiences = ["https://other.example"] };
        var valid = AccessTokens.Text(key, AccessTokens.Facts(Recent()));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(service, valid)).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await AskAsync(service, AccessTokens.Text(key, AccessTokens.Facts(Recent().AddHours(-1))))).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await AskAsync(service, AccessTokens.Text(key, AccessTokens.Facts(Recent()), elsewhere))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(service, valid[..^6] + "AAAAAA")).Status);
    }

    [Fact]
    public async Task It_finds_the_right_one_among_several_keys()
    {
        await using var issuer = await StartIssuerAsync(FixedKeys.Pkcs, FixedKeys.Curve);
        await using var service = await StartServiceAsync(issuer);

        foreach (var key in new[] { FixedKeys.Pkcs, FixedKeys.Curve })
        {
            Assert.Equal(
                HttpStatusCode.OK, (await AskAsync(service, AccessTokens.Text(key, AccessTokens.Facts(Recent())))).Status);
        }
    }

    private static DateTimeOffset Recent() =>
        DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private static async Task<WebApplication> StartIssuerAsync(params SigningKey[] keys)
    {
        var builder = NewBuilder();
        var app = builder.Build();
        var discovery = JsonWebKeySetWriter.WriteDiscovery(
            AccessTokens.Settings, $"{AccessTokens.Issuer}/keys", [.. keys.Select(key => key.Algorithm)]);
        var set = JsonWebKeySetWriter.WriteKeys([.. keys.Select(key => key.PublicKey)]);
        app.MapGet("/.well-known/openid-configuration", () => Results.Bytes(discovery, "application/json"));
        app.MapGet("/keys", () => Results.Bytes(set, "application/jwk-set+json"));
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> StartServiceAsync(WebApplication issuer)
    {
        var builder = NewBuilder();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = AccessTokens.Issuer;
            options.Audience = AccessTokens.Settings.Audiences[0];
            options.BackchannelHttpHandler = issuer.GetTestServer().CreateHandler();
            options.MapInboundClaims = false;
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/me", (ClaimsPrincipal user) =>
            $"{user.FindFirstValue("sub")} {user.FindFirstValue("sid")} {All(user, "amr")} {All(user, "role")}")
            .RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder NewBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        return builder;
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(WebApplication service, string token)
    {
        using var client = service.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/me");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string All(ClaimsPrincipal user, string type) =>
        string.Join(',', user.FindAll(type).Select(claim => claim.Value));
}
