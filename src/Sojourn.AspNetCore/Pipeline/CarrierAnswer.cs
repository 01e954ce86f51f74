using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Hands out a new token in the answer of this request, and makes that answer private.</summary>
internal static class CarrierAnswer
{
    public static void Attach(HttpContext context, SojournFeature feature, SessionView view, in SessionToken token)
    {
        SessionAnswers.MakePrivate(feature);
        feature.Replaced(view, token);
        Write(context, feature, view, token);
    }

    /// <summary>Writes the credential of a session that already is the request's, anew.</summary>
    public static void Write(HttpContext context, SojournFeature feature, SessionView view, in SessionToken token)
    {
        SessionAnswers.MakePrivate(feature);
        TimeSpan? left = view.Details.IsPersistent ? view.AbsoluteAt - feature.Services.Clock.Now : null;
        feature.Services.Carriers.Of(view.Details.Carrier).Attach(context, view, token, left);
    }

    public static void Detach(HttpContext context, SojournFeature feature)
    {
        SessionAnswers.MakePrivate(feature);
        feature.Services.Carriers.Detach(context);
    }
}
