using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

// What happens when a request arrives:
//
//   1  the carrier is read: shape only
//   2  the cross-site verdict, before anybody is known; a refusal is 403, never 401
//   3  the token is judged: near cache, else store
//   4  the page's expectation: one person's open page must not act as the next
//   5  what the endpoint demands: availability, freshness
//   6  the user is made known, lazily; private answers are marked before the endpoint runs

/// <summary>Knows who is on the other end of a request. Stands in place of <c>UseAuthentication()</c>.</summary>
internal sealed partial class SojournMiddleware(RequestDelegate next, PipelineServices services, OtherSchemes otherSchemes)
{
    public Task InvokeAsync(HttpContext context)
    {
        var marks = EndpointMarks.Of(context.GetEndpoint());
        var feature = new SojournFeature(services, context)
        {
            ArrivedAt = services.Clock.Now,
            IsDefaultScheme = otherSchemes.SojournIsDefault,
            Marks = marks,
            RequiresAuthorization = marks.RequiresAuthorization || (otherSchemes.HasFallbackPolicy && marks.TakesFallback),
        };
        var reading = services.Carriers.Read(context, out var credential, out var isAmbient); // 1
        feature.Credential = credential;
        feature.IsAmbient = isAmbient;
        feature.WasPresented = reading == CarrierReading.Presented;
        feature.IsHeld = reading == CarrierReading.Held;
        feature.HadCredential = reading != CarrierReading.Absent;
        context.Features.Set<ISojournFeature>(feature);
        if (!IsFromHere(context, feature)) // 2
        {
            feature.IsJudged = false;
            SessionAnswers.MakePrivate(feature);
            return Problems.CrossSiteRequest().ExecuteAsync(context);
        }

        if (marks.JudgesItself)
        {
            // The one step of a refresh reads the record, judges and rotates: judged here as well it would be read twice.
            feature.IsJudged = false;
        }
        else if (reading == CarrierReading.Presented)
        {
            return ValidateAsync(context, feature, marks);
        }
        else if (reading == CarrierReading.Malformed)
        {
            feature.Learn(ValidationResult.Of(ValidationStatus.Malformed));
        }

        return ContinueAsync(context, feature, marks);
    }

    private Task ValidateAsync(HttpContext context, SojournFeature feature, EndpointMarks marks)
    {
        var demands = marks.AsksStore ? ValidationDemands.AskStore : ValidationDemands.None;
        var judging = services.Validator.ValidateAsync(
            feature.Credential, demands, context.RequestAborted); // 3
        if (!judging.IsCompletedSuccessfully)
        {
            return AwaitAsync(context, feature, marks, judging);
        }

        Learn(context, feature, OrOutage(feature, judging.GetAwaiter().GetResult()));
        return IsCheckDue(feature) || services.Retiring.IsDue(feature)
            ? CheckAsync(context, feature, marks)
            : ContinueAsync(context, feature, marks);
    }

    private async Task AwaitAsync(
        HttpContext context, SojournFeature feature, EndpointMarks marks, ValueTask<ValidationResult> judging)
    {
        Learn(context, feature, OrOutage(feature, await judging));
        await (IsCheckDue(feature) || services.Retiring.IsDue(feature)
            ? CheckAsync(context, feature, marks)
            : ContinueAsync(context, feature, marks));
    }

    private ValidationResult OrOutage(SojournFeature feature, in ValidationResult result) =>
        result.Status == ValidationStatus.Unavailable && feature.Marks.AllowsDuringOutage
            ? services.Outage.Judge(feature.Credential, result, feature.Marks.Name)
            : result;

    private bool IsCheckDue(SojournFeature feature) =>
        services.Check is not null
        && !feature.IsOutage
        && feature.View is { IsCurrent: true } view
        && TicketState.Of(view)?.IsCheckDue(services.Clock.Now) == true;

    /// <summary>What is due only now and then: a check against the host's own data, and a token whose key is retiring.</summary>
    private async Task CheckAsync(HttpContext context, SojournFeature feature, EndpointMarks marks)
    {
        if (IsCheckDue(feature) && TicketState.Of(feature.View!)!.TryTakeCheck(services.Clock.Now))
        {
            var reason = await CheckedAsync(context, feature);
            if (reason != EndReason.None)
            {
                await services.EndAsync(feature.View!.Id, reason);
                feature.Learn(ValidationResult.Ended(reason, holderProven: true));
            }
        }

        if (services.Retiring.IsDue(feature))
        {
            await services.Retiring.ReplaceAsync(context, feature);
        }

        await ContinueAsync(context, feature, marks);
    }

    private async ValueTask<EndReason> CheckedAsync(HttpContext context, SojournFeature feature)
    {
        var answered = false;
        try
        {
            var reason = await services.Check!.CheckAsync(context, feature);
            answered = true;
            return reason;
        }
        finally
        {
            if (!answered && feature.View is { } view)
            {
                // The host's database failed, not the session: the next request asks again, not the one in five minutes.
                TicketState.Of(view)?.GiveBackCheck();
            }
        }
    }

    private bool IsFromHere(HttpContext context, SojournFeature feature)
    {
        var demand = feature.Marks.CrossSite with
        {
            HasAmbientCredential = feature.HadCredential && feature.IsAmbient,
            HasExplicitCredentialOnly = !(feature.HadCredential && feature.IsAmbient) && IsSetByScript(context.Request.Headers.Authorization),
        };
        var verdict = services.Guard.Judge(context.Request, demand);
        if (!verdict.Allowed)
        {
            Log.CrossSiteRefused(services.Logger, verdict.Reason);
        }
        else if (verdict.Inconsistent)
        {
            Log.CrossSiteInconsistent(services.Logger);
        }

        return verdict.Allowed;
    }

    /// <summary>Only a script sets these; Basic, Digest and Negotiate are sent by the browser itself, like a cookie.</summary>
    private static bool IsSetByScript(in StringValues authorization) =>
        authorization is [{ } single]
        && (single.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || single.StartsWith("DPoP ", StringComparison.OrdinalIgnoreCase));

    private static void Learn(HttpContext context, SojournFeature feature, in ValidationResult result)
    {
        feature.Learn(result);
        if (result.HasSuccessor && result.Session is { } view)
        {
            CarrierAnswer.Attach(context, feature, view, result.Successor);
        }
        else if (result is { MustReseal: true, Session: { } current, Lease.Reference: { } reference })
        {
            Resealing.Plan(feature, current, reference);
        }
    }

    private Task ContinueAsync(HttpContext context, SojournFeature feature, EndpointMarks marks)
    {
        if (marks.IsSojourn || feature.RequiresAuthorization)
        {
            SessionAnswers.MakePrivate(feature);
        }

        if (Refusal(context, feature, marks) is { } refusal)
        {
            SessionAnswers.MakePrivate(feature);
            return refusal.ExecuteAsync(context);
        }

        context.Features.Set<IHttpAuthenticationFeature>(feature); // 6
        context.Features.Set<IAuthenticateResultFeature>(feature);
        return RunAsync(context, feature);
    }

    /// <summary>
    /// Other schemes have their say, and what a command could not do becomes an answer: a GET signs people in as well, on
    /// their return from an identity provider.
    /// </summary>
    private async Task RunAsync(HttpContext context, SojournFeature feature)
    {
        try
        {
            if (otherSchemes.AreIdle || !await otherSchemes.HandleAsync(context, feature))
            {
                await next(context);
            }
        }
        catch (SessionStoreException) when (!context.Response.HasStarted)
        {
            await Problems.StoreUnavailable().ExecuteAsync(context);
        }
        catch (NotSignedOutException) when (!context.Response.HasStarted)
        {
            SessionAnswers.MakePrivate(feature);
            await Problems.NotSignedIn(feature).ExecuteAsync(context);
        }
        catch (SessionLimitReachedException) when (!context.Response.HasStarted)
        {
            await Problems.SessionLimitReached().ExecuteAsync(context);
        }
    }

    private IResult? Refusal(HttpContext context, SojournFeature feature, EndpointMarks marks)
    {
        switch (SojournExpectHeader.Read(context.Request.Headers[SojournExpectHeader.Name], out var expected)) // 4
        {
            case SojournExpectation.Malformed:
                return Problems.InvalidRequest("'Sojourn-Expect' is not a session id.");
            case SojournExpectation.Stated when feature.NamedId is { } named && named != expected:
                return Problems.SessionChanged();
        }

        var isOurs = otherSchemes.SojournIsDefault || marks.FreshWithin is not null;
        if (isOurs && feature.RequiresAuthorization // 5
            && feature.Status is ValidationStatus.Unavailable or ValidationStatus.Superseded)
        {
            return Problems.NotSignedIn(feature);
        }

        if (marks.NeedsStore && services.IsStoreless)
        {
            // Refused at start when it is mapped by then.
            return Problems.StoreUnavailable();
        }

        if (marks.FreshWithin is not { } maxAge)
        {
            return null;
        }

        if (feature.View is not { } session)
        {
            return Problems.NotSignedIn(feature);
        }

        var proved = services.Clock.Now - session.Proof.At;
        return proved > maxAge ? Problems.StepUpRequired(maxAge, proved) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Information, "A request was refused that does not prove to come from here: {CrossSiteReason}")]
        public static partial void CrossSiteRefused(ILogger logger, CrossSiteReason crossSiteReason);

        [LoggerMessage(3201, LogLevel.Information, "A request says that it comes from here and from elsewhere at once, which no browser does")]
        public static partial void CrossSiteInconsistent(ILogger logger);
    }
}
