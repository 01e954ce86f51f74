using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

// A refresh:
//
//   1  the token: from the body when there is one, else what the cookie presented; an access token is none
//   2  the page's expectation, by the id that the token names
//   3  one step of the domain judges it and rotates, or finds that no rotation is due
//   4  a new token goes the way that the sign-in fixed; the access token is for the generation that was presented or made

/// <summary>Gives an access token for a refresh token, which is replaced by its successor when that is due.</summary>
internal static class RefreshEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/session/refresh", RefreshAsync).WithName("Sojourn.RefreshSession")
            .WithMetadata(RefreshEndpointMetadata.Instance, RefreshCookieMetadata.Instance)
            .Accepts<RefreshRequest>(isOptional: true, "application/json")
            .Produces<IssuedTokens>().ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> RefreshAsync(HttpContext context, SessionManager manager)
    {
        var feature = SojournFeature.Require(context);
        var body = await SmallBody.ReadAsync(context, SojournJsonContext.Default.RefreshRequest);
        if (!body.IsValid || !SojournAttemptHeader.TryRead(context.Request.Headers[SojournAttemptHeader.Name], out var attempt))
        {
            return Problems.InvalidRequest("A body of at most a refresh token, and an attempt of 16 to 64 base64url characters, were expected.");
        }

        if (TokenOf(feature, body.Value) is not { } token) // 1
        {
            feature.Learn(ValidationResult.Of(ValidationStatus.Malformed));
            return Problems.NotSignedIn(feature);
        }

        if (SojournExpectHeader.Read(context.Request.Headers[SojournExpectHeader.Name], out var expected)
            == SojournExpectation.Stated && expected != token.Id) // 2
        {
            return Problems.SessionChanged();
        }

        return await RotateAsync(context, feature, manager, token, attempt);
    }

    private static async Task<IResult> RotateAsync(
        HttpContext context, SojournFeature feature, SessionManager manager, SessionToken token, UInt128 attempt)
    {
        IssueResult issued;
        try
        {
            issued = await manager.RotateAsync(token, attempt, context.RequestAborted); // 3
        }
        catch (SessionStoreException)
        {
            feature.Learn(ValidationResult.Of(ValidationStatus.Unavailable));
            return Problems.NotSignedIn(feature);
        }

        if (issued is not { Status: ValidationStatus.Active, View: { } view })
        {
            feature.Learn(issued.ToValidation());
            return Problems.NotSignedIn(feature);
        }

        if (issued.IsNew) // 4
        {
            CarrierAnswer.Attach(context, feature, view, issued.Token);
        }
        else
        {
            feature.Replaced(view, token);
            IssuedTokens.Stage(context, view);
        }

        return TypedResults.Json(IssuedTokens.Of(context)!, SojournJsonContext.Default.IssuedTokens);
    }

    /// <summary>A token of the channel that it came by: one from a cookie is nothing in a body, and the reverse.</summary>
    private static SessionToken? TokenOf(SojournFeature feature, RefreshRequest? body)
    {
        if (feature.HadCredential && !feature.IsAmbient)
        {
            return null;
        }

        if (body?.RefreshToken is { } text)
        {
            return SessionToken.TryParse(text, out var token) && token.Purpose == TokenPurpose.RefreshBody ? token : null;
        }

        return feature is { WasPresented: true, Credential: { Opener: null, Purpose: TokenPurpose.RefreshCookie } credential }
            ? credential.Reference
            : null;
    }
}
