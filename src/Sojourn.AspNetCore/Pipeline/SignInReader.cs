using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Reads what a host said of a sign-in, from its principal and properties.</summary>
internal static class SignInReader
{
    public static SigningInContext Read(
        HttpContext context, ClaimsPrincipal user, AuthenticationProperties properties) =>
        new(context, user, properties)
        {
            Tenant = TenantId.TryParse(properties.GetString(SignInItems.Tenant), out var tenant) ? tenant : null,
            Methods = MethodsOf(user, properties),
            Assurance = properties.GetString(SignInItems.Assurance) ?? user.FindFirst("acr")?.Value,
            IdleTimeout = DurationOf(properties, SignInItems.IdleTimeout),
            AbsoluteTimeout = DurationOf(properties, SignInItems.AbsoluteTimeout),
        };

    /// <exception cref="InvalidOperationException">The principal names nobody: a session of nobody is never started.</exception>
    public static SubjectId SubjectOf(ClaimsPrincipal user, IEnumerable<string> claimTypes)
    {
        var text = claimTypes.Select(user.FindFirst).FirstOrDefault(claim => claim is not null)?.Value;
        return SubjectId.TryParse(text, out var subject)
            ? subject
            : throw new InvalidOperationException(Errors.InvalidSubject());
    }

    public static DateTimeOffset? StartOf(AuthenticationProperties properties) =>
        DateTimeOffset.TryParseExact(
            properties.GetString(SignInItems.StartedAt), "O", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var start)
            ? start
            : null;

    private static string[] MethodsOf(ClaimsPrincipal user, AuthenticationProperties properties) =>
        properties.GetString(SignInItems.Methods) is { } methods
            ? methods.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [.. user.FindAll("amr").Select(claim => claim.Value)];

    private static TimeSpan? DurationOf(AuthenticationProperties properties, string item) =>
        TimeSpan.TryParseExact(properties.GetString(item), "c", CultureInfo.InvariantCulture, out var duration)
            ? duration
            : null;
}
