using Microsoft.AspNetCore.Builder;
using Sojourn.AspNetCore.Carriers.Bearer;
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

    /// <summary>A token that fires when the session ends, anywhere, and at its deadlines: what belongs to it must stop then.</summary>
    /// <param name="context">The request; the token lives as long as it does.</param>
    /// <returns>The token, or one that never fires when nobody is signed in.</returns>
    /// <exception cref="InvalidOperationException"><c>UseSojourn()</c> is missing or does not stand before the caller.</exception>
    /// <remarks>
    /// For WebSockets, long downloads and waiting requests. It also fires some time after the token of this request was
    /// replaced, within a lease after a refresh and after the grace otherwise, and when the store cannot say that the session
    /// stands: the page comes back with what it then holds. It costs nothing until it is asked for.
    /// </remarks>
    /// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/concepts/long-lived-connections.md">Long-lived connections</seealso>
    public static CancellationToken GetSessionAborted(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SojournFeature.Require(context).Aborted;
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

    /// <summary>Moves the running session to another carrier: same id, same deadlines, same history.</summary>
    /// <param name="context">The request.</param>
    /// <param name="carrier">Where to: the host's own carrier or one of <c>Sojourn:FurtherCarriers</c>.</param>
    /// <param name="tokensInBody">
    /// For <c>Bearer</c>: the refresh token travels in bodies from now on, for a native app that takes the session over. The
    /// host answers with <see cref="GetIssuedTokens"/>.
    /// </param>
    /// <returns>False when there is no session (any more).</returns>
    /// <exception cref="InvalidOperationException">This host does not have that carrier.</exception>
    /// <exception cref="Sojourn.Stores.SessionStoreException">The store cannot be reached; nothing has moved.</exception>
    /// <remarks>
    /// What the holder had before is refused from now on; presenting it is not reuse and ends nothing. No deadline moves.
    /// </remarks>
    public static async Task<bool> MoveSessionAsync(this HttpContext context, Carrier carrier, bool tokensInBody = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!SojournFeature.Require(context).Services.Carriers.Has(carrier))
        {
            throw new InvalidOperationException(
                $"SOJ3025: A carrier of this host was expected and '{carrier}' was found. Add it to 'Sojourn:FurtherCarriers'.");
        }

        var feature = SojournFeature.Require(context);
        feature.RequireStore();
        if (feature.View is null || await Possession.HolderOfAsync(feature) is not { } holder)
        {
            return false;
        }

        var inBody = tokensInBody && carrier == Carrier.Bearer;
        var issued = await feature.Services.Manager.MoveAsync(holder, carrier, inBody, CancellationToken.None);
        if (issued is { Status: ValidationStatus.Active, View: { } view, IsNew: true })
        {
            CarrierAnswer.Move(context, feature, view, issued.Token);
            return true;
        }

        Replacing.Learn(feature, issued);
        return false;
    }

    /// <summary>The tokens that this request has issued: after a sign-in, step-up, rotation or move with the carrier <c>Bearer</c>.</summary>
    /// <param name="context">The request.</param>
    /// <returns>What to write into the answer's body, or null when nothing was issued.</returns>
    public static IssuedTokens? GetIssuedTokens(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return IssuedTokens.Of(context);
    }

    private static Task<bool> ReplaceAsync(HttpContext context, TokenReplacement replacement) =>
        Replacing.RunAsync(SojournFeature.Require(context), replacement);
}
