using Microsoft.AspNetCore.Authentication;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What a host may say of a sign-in, in the properties it gives to <c>SignInAsync</c>.</summary>
public static class SojournAuthenticationPropertiesExtensions
{
    /// <summary>Sets the tenant in which the person signs in.</summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The properties.</returns>
    public static AuthenticationProperties SetTenant(this AuthenticationProperties properties, TenantId tenant) =>
        Set(properties, SignInItems.Tenant, tenant.Value);

    /// <summary>Sets how the person proved who they are.</summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <param name="methods">Names of RFC 8176, such as <c>pwd</c>, <c>otp</c>, <c>hwk</c>.</param>
    /// <returns>The properties.</returns>
    public static AuthenticationProperties SetMethods(
        this AuthenticationProperties properties, params string[] methods) =>
        Set(properties, SignInItems.Methods, string.Join(' ', methods));

    /// <summary>Sets the assurance that the sign-in reached.</summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <param name="assurance">The host's or NIST's word.</param>
    /// <returns>The properties.</returns>
    public static AuthenticationProperties SetAssurance(this AuthenticationProperties properties, string assurance) =>
        Set(properties, SignInItems.Assurance, assurance);

    /// <summary>Sets the timeouts of this one session.</summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <param name="idle">How long it may go unused; null = as configured.</param>
    /// <param name="absolute">How long it lives; null = as configured.</param>
    /// <returns>The properties.</returns>
    public static AuthenticationProperties SetTimeouts(
        this AuthenticationProperties properties, TimeSpan? idle, TimeSpan? absolute)
    {
        Set(properties, SignInItems.IdleTimeout, idle?.ToString("c"));
        return Set(properties, SignInItems.AbsoluteTimeout, absolute?.ToString("c"));
    }

    /// <summary>
    /// Sets when the request arrived that verified the first factor, when that was not this one: carry it through
    /// two-factor pages and external sign-ins, so that a password change in between voids the sign-in.
    /// </summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <param name="startedAt">The instant, as <see cref="GetAuthenticationStart"/> gave it then.</param>
    /// <returns>The properties.</returns>
    public static AuthenticationProperties SetAuthenticationStart(
        this AuthenticationProperties properties, DateTimeOffset startedAt) =>
        Set(properties, SignInItems.StartedAt, startedAt.ToString("O"));

    /// <summary>
    /// Sends this session's refresh tokens in bodies, for an app that has no cookie jar: the host answers the sign-in with
    /// <c>context.GetIssuedTokens()</c>, and <c>POST /sojourn/session/refresh</c> takes and gives them as JSON.
    /// </summary>
    /// <param name="properties">The properties of the sign-in.</param>
    /// <returns>The properties.</returns>
    /// <remarks>
    /// Warning: call it for native apps only, by what the server knows and never by what the request asks for. A refresh
    /// token that a page's scripts can read is one that injected scripts can take away. It counts for the carrier
    /// <c>Bearer</c>; what was fixed here holds for the session's whole life.
    /// </remarks>
    public static AuthenticationProperties SetTokensInBody(this AuthenticationProperties properties) =>
        Set(properties, SignInItems.TokensInBody, "1");

    /// <summary>When this request arrived, on store time.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The instant to give to <see cref="SetAuthenticationStart"/> later.</returns>
    public static DateTimeOffset GetAuthenticationStart(this Http.HttpContext context) =>
        SojournFeature.Require(context).ArrivedAt;

    private static AuthenticationProperties Set(AuthenticationProperties properties, string item, string? value)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties.SetString(item, value);
        return properties;
    }
}
