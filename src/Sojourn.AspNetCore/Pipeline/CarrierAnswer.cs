using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Carriers.Bearer;
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

    /// <summary>Hands out a session that has moved: what its former carrier left in the browser goes.</summary>
    public static void Move(HttpContext context, SojournFeature feature, SessionView view, in SessionToken token)
    {
        Detach(context, feature);
        Attach(context, feature, view, token);
    }

    public static void Detach(HttpContext context, SojournFeature feature)
    {
        SessionAnswers.MakePrivate(feature);
        if (feature.IsAmbient)
        {
            feature.Services.Carriers.Detach(context, feature.Holder?.Id);
        }
        else
        {
            // Whoever proved himself by an access token has a session of that carrier; another one's cookie is another session's.
            feature.Services.Carriers.Of(Carrier.Bearer).Detach(context, feature.Holder?.Id);
        }
    }

    /// <summary>Takes away a cookie that no carrier reads as its own: it names no session, and the browser sends it for ever.</summary>
    public static void DetachNameless(HttpContext context, SojournFeature feature)
    {
        if (feature.Services.Carriers.Of(Carrier.Bearer) is BearerCarrier bearer && bearer.HoldsNameless(context))
        {
            SessionAnswers.MakePrivate(feature);
            bearer.Detach(context, of: null);
        }
    }
}
