using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.Lifetimes;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What a private answer carries: the session's state, and the word that no cache may keep it.</summary>
internal sealed class SessionAnswers(StoreClock clock, ActivityRecorder recorder)
{
    private const string NoStore = "no-store";
    private const string CookieAndAuthorization = "Cookie, Authorization";

    /// <summary>Makes the answer of this request a private one. Safe to call often.</summary>
    public static void MakePrivate(SojournFeature feature)
    {
        if (feature.IsPrivate || feature.Context.Response.HasStarted)
        {
            return;
        }

        feature.IsPrivate = true;
        Resealing.Prepare(feature);
        feature.Context.Response.OnStarting(
            static state =>
            {
                var feature = (SojournFeature)state;
                return feature.Services.Answers.WriteAsync(feature);
            },
            feature);
    }

    /// <summary>Says that another credential gets another answer. Safe to call often.</summary>
    public static void DependsOnCredential(SojournFeature feature)
    {
        var response = feature.Context.Response;
        if (response.HasStarted)
        {
            return;
        }

        var present = response.Headers.Vary;
        var hasBearer = feature.Services.Carriers.HasBearer;
        if (present.Count == 0)
        {
            response.Headers.Vary = hasBearer ? CookieAndAuthorization : HeaderNames.Cookie;
            return;
        }

        AppendUnlessNamed(response, HeaderNames.Cookie);
        if (hasBearer)
        {
            AppendUnlessNamed(response, HeaderNames.Authorization);
        }
    }

    private static void AppendUnlessNamed(HttpResponse response, string header)
    {
        if (!response.Headers.Vary.Any(line => Names(line, header)))
        {
            response.Headers.Append(HeaderNames.Vary, header);
        }
    }

    private Task WriteAsync(SojournFeature feature)
    {
        var now = clock.Now;
        var recording = recorder.AnsweringAsync(feature, now);
        Resealing.Write(feature);
        Write(feature, now);
        return recording;
    }

    private static void Write(SojournFeature feature, DateTimeOffset now)
    {
        var headers = feature.Context.Response.Headers;
        var setsCarrier = ResponseCookies.AreStaged(feature.Context);
        DependsOnCredential(feature);
        if (headers.CacheControl.Count > 0 && !setsCarrier && !feature.Marks.IsSojourn)
        {
            // The endpoint decided about caching itself; then nothing of this browser's session may be in the headers. A
            // shared cache that keeps it keeps it for this browser only, by 'Vary'.
            return;
        }

        // An answer that sets a cookie is never cached, whatever the endpoint asked for: a shared cache would hand the
        // session to the next person (CVE-2025-48947, CVE-2023-30861).
        headers.CacheControl = NoStore;
        if (feature.IsJudged)
        {
            headers[SojournSessionHeader.Name] = HeaderOf(feature, now);
        }
    }

    private static bool Names(string? line, string header) =>
        line is not null && (line.Contains(header, StringComparison.OrdinalIgnoreCase) || line.Contains('*'));

    private static string HeaderOf(SojournFeature feature, DateTimeOffset now) => feature switch
    {
        { View: { } view } when TicketState.Of(view) is { } state => state.HeaderFor(view, now),
        { Status: ValidationStatus.Ended, HolderProven: true } => SojournSessionHeader.Ended(feature.Reason),
        { Status: ValidationStatus.Unavailable } => SojournSessionHeader.Unavailable,
        _ => SojournSessionHeader.None,
    };
}
