using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Every refusal, as problem details with a stable type (RFC 9457). The catalogue is docs/reference/http.md.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:sojourn:problem:";

    public static IResult SessionRequired() =>
        Of("session-required", StatusCodes.Status401Unauthorized, "Sign in first.");

    public static IResult SessionEnded(EndReason reason) =>
        Of("session-ended", StatusCodes.Status401Unauthorized, "The session has ended.", ("reason", EndReasonNames.Of(reason)));

    public static IResult Superseded() =>
        Of("superseded", StatusCodes.Status409Conflict, "The credential was replaced a moment ago. Retry in a second.");

    public static IResult SessionChanged() =>
        Of("session-changed", StatusCodes.Status409Conflict, "The browser meanwhile belongs to another session.");

    public static IResult StepUpRequired(TimeSpan maxAge, TimeSpan proved) => Of(
        "step-up-required", StatusCodes.Status403Forbidden, "Prove again who you are.",
        ("maxAgeSeconds", (long)maxAge.TotalSeconds), ("provedSecondsAgo", (long)proved.TotalSeconds));

    public static IResult CrossSiteRequest() => Of(
        "cross-site-request", StatusCodes.Status403Forbidden,
        "The request does not prove that it comes from this application.");

    public static IResult StoreUnavailable() => new WithHeader(
        HeaderNames.RetryAfter, "2", Of("store-unavailable", StatusCodes.Status503ServiceUnavailable, "Sessions cannot be checked right now."));

    public static IResult InvalidRequest(string detail) =>
        Of("invalid-request", StatusCodes.Status400BadRequest, "The request is malformed.", ("detail", detail));

    public static IResult SessionNotFound() =>
        Of("session-not-found", StatusCodes.Status404NotFound, "There is no such session.");

    public static IResult SessionLimitReached() => Of(
        "session-limit-reached", StatusCodes.Status409Conflict, "Sign out elsewhere first: no further session is allowed.");

    public static IResult TooManyStreams() => Of(
        "too-many-streams", StatusCodes.Status429TooManyRequests, "This session has enough event streams open.");

    public static IResult Forbidden() =>
        Of("forbidden", StatusCodes.Status403Forbidden, "This is not for the person who is signed in.");

    /// <summary>Why nobody is signed in, as far as this credential may know.</summary>
    public static IResult NotSignedIn(SojournFeature? feature) => feature switch
    {
        { Status: ValidationStatus.Unavailable } => StoreUnavailable(),
        { Status: ValidationStatus.Superseded } => Superseded(),
        { Status: ValidationStatus.Ended, HolderProven: true } => Challenged(feature, SessionEnded(feature.Reason)),
        _ => Challenged(feature, SessionRequired()),
    };

    /// <summary>Says how a credential is presented, where that is not a cookie's affair (RFC 6750 section 3, RFC 9110 section 15.5.2).</summary>
    private static IResult Challenged(SojournFeature? feature, IResult problem) => feature switch
    {
        { Services.Carriers.HasBearer: true, HadCredential: true, IsAmbient: false } =>
            new WithHeader(HeaderNames.WWWAuthenticate, "Bearer error=\"invalid_token\"", problem),
        { Services.Carriers.Default.Carrier: Carrier.Bearer } => new WithHeader(HeaderNames.WWWAuthenticate, "Bearer", problem),
        _ => problem,
    };

    private static ProblemHttpResult Of(string code, int status, string title, params (string Name, object Value)[] members)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        string? detail = null;
        foreach (var (name, value) in members)
        {
            if (string.Equals(name, "detail", StringComparison.Ordinal))
            {
                detail = (string)value;
            }
            else
            {
                extensions[name] = value;
            }
        }

        return TypedResults.Problem(
            detail: detail, statusCode: status, title: title, type: TypePrefix + code, extensions: extensions);
    }

    /// <summary>A refusal with one header more, wherever it is answered from.</summary>
    private sealed class WithHeader(string name, string value, IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[name] = value;
            return problem.ExecuteAsync(httpContext);
        }
    }
}
