using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Who may touch which session: one's own at any time, one's others only with a recent proof.</summary>
internal sealed class DeviceGuard(IOptions<SojournOptions> options, StoreClock clock)
{
    /// <summary>The refusal of a request that touches one session, or null when it may.</summary>
    public IResult? Refusal(
        HttpContext context, string id, out SessionId session, [NotNull] out SessionView? view)
    {
        if (!SessionId.TryParse(id, out session))
        {
            view = null!;
            return SojournFeature.Require(context).View is null
                ? Problems.NotSignedIn(SojournFeature.Of(context))
                : Problems.InvalidRequest("The id is not a session id.");
        }

        var refusal = FreshnessRefusal(context, out view);
        return refusal is not null && SojournFeature.Require(context).View?.Id == session ? null : refusal;
    }

    /// <summary>The refusal of a request that touches other sessions, or null when it may.</summary>
    public IResult? FreshnessRefusal(HttpContext context, [NotNull] out SessionView? view)
    {
        var feature = SojournFeature.Require(context);
        view = feature.View!;
        if (feature.View is null)
        {
            return Problems.NotSignedIn(feature);
        }

        var proved = clock.Now - view.Proof.At;
        var maxAge = options.Value.Devices.FreshWithin;
        return proved > maxAge ? Problems.StepUpRequired(maxAge, proved) : null;
    }
}
