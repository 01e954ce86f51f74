using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Replaces the token of the running session, and hands out what comes of it in the answer of this request.</summary>
internal static partial class Replacing
{
    /// <summary>Replaces the token; whatever the outcome, the request knows it afterwards.</summary>
    /// <returns>False when there is no session (any more).</returns>
    /// <exception cref="SealedSessionTooLargeException">
    /// No carrier of this host can hold it. Nothing has changed: the session runs on as it was.
    /// </exception>
    public static async Task<bool> RunAsync(SojournFeature feature, TokenReplacement replacement)
    {
        feature.RequireStore();
        if (feature.View is not { } before || await Possession.HolderOfAsync(feature) is not { } holder)
        {
            return false;
        }

        var fitting = Fit(feature, before, replacement);
        var issued = await feature.Services.Manager.ReplaceAsync(holder, fitting, CancellationToken.None);
        if (issued is not { Status: ValidationStatus.Active, View: { } view, IsNew: true })
        {
            Learn(feature, issued);
            return false;
        }

        if (view.Details.Carrier == before.Details.Carrier)
        {
            CarrierAnswer.Attach(feature.Context, feature, view, issued.Token);
        }
        else
        {
            CarrierAnswer.Move(feature.Context, feature, view, issued.Token);
        }

        return true;
    }

    /// <summary>What a refusal says of the request's session; one of what was shown beside the lease says nothing.</summary>
    public static void Learn(SojournFeature feature, IssueResult refused)
    {
        if (!refused.LeaseStands)
        {
            feature.Learn(refused.ToValidation());
        }
    }

    /// <summary>
    /// Asked before anything is replaced: found out afterwards, the browser would be left with a token that is worth nothing
    /// any more. A session that outgrows its cookies goes on as an opaque one, which does not grow.
    /// </summary>
    private static TokenReplacement Fit(SojournFeature feature, SessionView view, TokenReplacement replacement)
    {
        var carriers = feature.Services.Carriers;
        if (carriers.Of(view.Details.Carrier) is not SealedCarrier sealing)
        {
            return replacement;
        }

        var length = sealing.LengthOf(feature.Context, view, replacement);
        if (SealedCookies.CountOf(length) <= SealedCookies.Most)
        {
            return replacement;
        }

        if (!carriers.Has(Carrier.Cookie))
        {
            throw new SealedSessionTooLargeException(ClaimSizes.Describe(replacement.Ticket ?? view.Ticket, length));
        }

        Log.Outgrown(feature.Services.Logger, view.Id, length);
        return replacement with { Carrier = Carrier.Cookie };
    }

    private static partial class Log
    {
        [LoggerMessage(3003, LogLevel.Warning, "Session {SessionId} would take {CharacterCount} characters sealed, more than cookies hold; it moves to the opaque cookie")]
        public static partial void Outgrown(ILogger logger, SessionId sessionId, int characterCount);
    }
}
