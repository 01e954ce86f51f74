using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sojourn.LoadServer;

/// <summary>Tokens for <c>JwtBearer</c>: HS256, the cheapest that it verifies, and ES256, which other services can verify too.</summary>
public static class SignedTokens
{
    private const string Issuer = "https://bench.sojourn.example";

    private static readonly SymmetricSecurityKey Hmac = new(RandomNumberGenerator.GetBytes(32));
    private static readonly ECDsaSecurityKey Curve = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Makes the handler accept HS256 tokens from here only.</summary>
    /// <param name="options">The handler's options.</param>
    public static void ConfigureHmac(JwtBearerOptions options) => Configure(options, Hmac);

    /// <summary>Makes the handler accept ES256 tokens from here only.</summary>
    /// <param name="options">The handler's options.</param>
    public static void ConfigureCurve(JwtBearerOptions options) => Configure(options, Curve);

    /// <summary>An HS256 token of an hour.</summary>
    /// <param name="principal">Whose.</param>
    /// <returns>The compact form.</returns>
    public static string CreateHmac(ClaimsPrincipal principal) => Create(principal, Hmac, SecurityAlgorithms.HmacSha256);

    /// <summary>An ES256 token of an hour.</summary>
    /// <param name="principal">Whose.</param>
    /// <returns>The compact form.</returns>
    public static string CreateCurve(ClaimsPrincipal principal) => Create(principal, Curve, SecurityAlgorithms.EcdsaSha256);

    private static void Configure(JwtBearerOptions options, SecurityKey key)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = key,
        };
    }

    private static string Create(ClaimsPrincipal principal, SecurityKey key, string algorithm)
    {
        ArgumentNullException.ThrowIfNull(principal);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = (ClaimsIdentity)principal.Identity!,
            IssuedAt = now,
            Expires = now.AddHours(1),
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }
}
