using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The state of this browser: read it, renew it, sign out.</summary>
internal static partial class SessionEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/session", Get).WithName("Sojourn.GetSession")
            .WithMetadata(RefreshCookieMetadata.Instance).Produces<SessionAnswer>();
        group.MapPost("/session/renew", RenewAsync).WithName("Sojourn.RenewSession")
            .Produces<SessionAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapDelete("/session", SignOutAsync).WithName("Sojourn.SignOut").TreatAsSignIn()
            .WithMetadata(RefreshCookieMetadata.Instance)
            .Produces(StatusCodes.Status204NoContent).Produces<SignOutAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static IResult Get(HttpContext context, SessionAnswerComposer composer, SessionValidator validator)
    {
        var feature = SojournFeature.Require(context);
        if (feature.View is { } view)
        {
            // A tab asks this because another one has said "I stay": what it is told must not be from before that.
            validator.CatchUp(view);
        }

        return feature.Status is ValidationStatus.Unavailable or ValidationStatus.Superseded
            ? Problems.NotSignedIn(feature)
            : Answer(composer.Compose(feature));
    }

    private static async Task<IResult> RenewAsync(
        HttpContext context, SessionAnswerComposer composer, SessionValidator validator, ILogger<SojournSession> logger)
    {
        var feature = SojournFeature.Require(context);
        var body = await SmallBody.ReadAsync(context, SojournJsonContext.Default.RenewRequest);
        if (!body.IsValid || body.Value?.Cause is not (null or "activity" or "extend"))
        {
            return Problems.InvalidRequest("'cause' must be 'activity' or 'extend'.");
        }

        if (feature.View is not { } view)
        {
            return Problems.NotSignedIn(feature);
        }

        validator.RecordActivity(view, feature.ArrivedAt);
        if (body.Value?.Cause is "extend")
        {
            Log.Extended(logger, view.Id);
        }

        return Answer(composer.Compose(feature));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignOutCommand signOut, string? everywhere)
    {
        // Read here and not by the binder, whose refusal of a malformed value has no body, or is a 500 in Development.
        var isEverywhere = false;
        if (everywhere is not null && !bool.TryParse(everywhere, out isEverywhere))
        {
            return Problems.InvalidRequest("'everywhere' must be 'true' or 'false'.");
        }

        // A lapsed access token names nobody. To call that signed out would leave the session and its refresh token alive.
        var feature = SojournFeature.Require(context);
        if (feature.NamesNobody)
        {
            return Problems.NotSignedIn(feature);
        }

        if (isEverywhere && feature.Services.IsStoreless)
        {
            return Problems.InvalidRequest("'everywhere' needs a store: without one no node knows of other sessions.");
        }

        return await signOut.RunAsync(context, isEverywhere)
            ? TypedResults.NoContent()
            : Pending();
    }

    /// <summary>The answer to a sign-out that the store could not be told yet.</summary>
    public static IResult Pending() => TypedResults.Json(
        new SignOutAnswer("sign-out-pending"), SojournJsonContext.Default.SignOutAnswer,
        statusCode: StatusCodes.Status202Accepted);

    private static JsonHttpResult<SessionAnswer> Answer(SessionAnswer answer) =>
        TypedResults.Json(answer, SojournJsonContext.Default.SessionAnswer);

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "The person extended session {SessionId}")]
        public static partial void Extended(ILogger logger, SessionId sessionId);
    }
}
