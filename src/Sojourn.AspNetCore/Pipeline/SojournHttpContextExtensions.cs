using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Microsoft.AspNetCore.Http;

/// <summary>The session of the current request.</summary>
public static class SojournHttpContextExtensions
{
    /// <summary>The session, or null when nobody is signed in.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A snapshot of facts without secrets.</returns>
    public static SojournSession? GetSojournSession(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<ISojournFeature>()?.Session;
    }

    /// <summary>
    /// Notes that the person has just proved again who they are: the proof becomes now, the token is replaced, and
    /// whoever holds a copy of the older token keeps the older proof.
    /// </summary>
    /// <param name="context">The request; call it after the proof was verified.</param>
    /// <param name="methods">How, as in RFC 8176: <c>pwd</c>, <c>otp</c>, <c>hwk</c>.</param>
    /// <param name="assurance">The assurance reached, or null.</param>
    /// <returns>False when there is no session (any more) to elevate.</returns>
    /// <exception cref="Sojourn.Stores.SessionStoreException">The store cannot be reached; nothing is elevated.</exception>
    /// <remarks>Source: ASVS 5.0 7.2.4; OWASP Session Management, "Renew the Session ID After Any Privilege Level Change".</remarks>
    public static async Task<bool> ElevateSessionAsync(
        this HttpContext context, IReadOnlyList<string> methods, string? assurance = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var proof = new SessionProof(context.GetAuthenticationStart(), methods, assurance);
        return await ReplaceAsync(context, new TokenReplacement(RotationCause.Elevation, Ticket: null, proof, IsPersistent: null));
    }

    /// <summary>Replaces the token of the running session; everything else stays.</summary>
    /// <param name="context">The request.</param>
    /// <returns>False when there is no session (any more).</returns>
    /// <exception cref="Sojourn.Stores.SessionStoreException">The store cannot be reached.</exception>
    public static async Task<bool> RotateSessionAsync(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await ReplaceAsync(context, new TokenReplacement(RotationCause.Demand, Ticket: null, Proof: null, IsPersistent: null));
    }

    private static async Task<bool> ReplaceAsync(HttpContext context, TokenReplacement replacement)
    {
        var feature = SojournFeature.Require(context);
        if (feature is not { View: not null, Holder: { } holder })
        {
            return false;
        }

        var manager = context.RequestServices.GetRequiredService<SessionManager>();
        var issued = await manager.ReplaceAsync(holder, replacement, CancellationToken.None);
        if (issued is not { Status: ValidationStatus.Active, View: { } view, IsNew: true })
        {
            feature.Learn(issued.ToValidation());
            return false;
        }

        CarrierAnswer.Attach(context, feature, view, issued.Token);
        return true;
    }
}
