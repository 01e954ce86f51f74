using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Decides whether a request showed that the person is there, when its answer starts.</summary>
/// <remarks>
/// Activity = the endpoint requires authorization, CSRF and authorization were passed, and neither the endpoint's marker
/// nor the page's header says otherwise. Once a page has sent <c>Sojourn-Activity</c>, silence is not activity any more.
/// </remarks>
internal sealed class ActivityRecorder(SessionValidator validator, SessionManager manager)
{
    public async Task AnsweringAsync(SojournFeature feature, DateTimeOffset now)
    {
        if (feature.View is not { } view)
        {
            return;
        }

        var stated = SojournActivityHeader.Read(feature.Context.Request.Headers[SojournActivityHeader.Name]);

        // 401 and 403 are authorization's refusals: whoever is refused does not keep the session alive.
        var refused = feature.Context.Response.StatusCode
            is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden;
        if (!refused && feature.RequiresAuthorization && feature.Marks.IsActivity && IsActivity(stated, view))
        {
            validator.RecordActivity(view, feature.ArrivedAt > view.CreatedAt ? feature.ArrivedAt : now);
        }

        if (stated != SojournActivity.Unstated && !view.ReportsActivity)
        {
            await manager.NoteReportsActivityAsync(view);
        }
    }

    private static bool IsActivity(SojournActivity stated, SessionView view) => stated switch
    {
        SojournActivity.User => true,
        SojournActivity.Background => false,
        _ => !view.ReportsActivity,
    };
}
