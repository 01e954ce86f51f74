using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Writes a self-contained credential anew when the answer starts: same generation, fresh facts.</summary>
/// <remarks>
/// Decided then and not when the request arrives: a slow request that began before a rise of privilege would otherwise
/// carry the older session over the newer one in the browser's jar.
/// </remarks>
internal static class Resealing
{
    /// <summary>Plans a new seal of the session that this request is in.</summary>
    public static void Plan(SojournFeature feature, SessionView view, in SessionToken token)
    {
        feature.PlannedSeal = new PlannedSeal(view, token);
        SessionAnswers.MakePrivate(feature);
    }

    /// <summary>Prepares an answer that may get a seal: cookies are written after the last word on them.</summary>
    public static void Prepare(SojournFeature feature)
    {
        if (feature.PlannedSeal is not null || feature.Services.IsStoreless)
        {
            // Callbacks of the starting response run last-in first-out, so this one's runs after the answer's own.
            ResponseCookies.Of(feature.Context);
        }
    }

    /// <summary>Seals, if this node knows of nothing newer.</summary>
    public static void Write(SojournFeature feature)
    {
        if (feature.View is not { } view || !feature.Services.Validator.IsNewest(view))
        {
            return;
        }

        if (feature.PlannedSeal is { } planned)
        {
            if (planned.View == view)
            {
                CarrierAnswer.Write(feature.Context, feature, view, planned.Token);
            }
        }
        else if (feature.Services.IsStoreless && view.TryTakeSeal())
        {
            CarrierAnswer.Write(feature.Context, feature, view, default);
        }
    }
}
