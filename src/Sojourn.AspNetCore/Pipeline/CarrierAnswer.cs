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
        var left = view.AbsoluteAt - feature.Services.Clock.Now;
        feature.Services.Carrier.Attach(context, token, view.Details.IsPersistent ? left : null);
    }

    public static void Detach(HttpContext context, SojournFeature feature)
    {
        SessionAnswers.MakePrivate(feature);
        feature.Services.Carrier.Detach(context);
    }
}
