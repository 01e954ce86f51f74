using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sojourn.LoadServer;

/// <summary>HS256 tokens, the cheapest that <c>JwtBearer</c> verifies.</summary>
public static class HmacTokens
{
    private const string Issuer = "https://bench.sojourn.example";

    private static readonly SymmetricSecurityKey Key = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Makes the handler accept these tokens only.</summary>
    /// <param name="options">The handler's options.</param>
    public static void Configure(JwtBearerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = Key,
        };
    }

    /// <summary>A token of an hour.</summary>
    /// <param name="principal">Whose.</param>
    /// <returns>The compact form.</returns>
    public static string Create(ClaimsPrincipal principal)
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
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
        });
    }
}
