using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>The person's devices: list, name, end. Another person's session looks like one that does not exist.</summary>
internal static class DeviceEndpoints
{
    private const int DefaultMost = 20;
    private const int LargestMost = 100;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/sessions", ListAsync).WithName("Sojourn.ListSessions")
            .Produces<DeviceListAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPatch("/sessions/{id}", RenameAsync).WithName("Sojourn.RenameSession")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/sessions/{id}", EndAsync).WithName("Sojourn.EndSession")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/sessions", EndOthersAsync).WithName("Sojourn.EndOtherSessions")
            .Produces<CountAnswer>().ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, SessionManager manager, DeviceListComposer composer, string? after, string? most)
    {
        if (SojournFeature.Require(context).View is not { } view)
        {
            return Problems.NotSignedIn(SojournFeature.Of(context));
        }

        if (!int.TryParse(most ?? $"{DefaultMost}", out var count) || count is < 1 or > LargestMost)
        {
            return Problems.InvalidRequest("'most' must be 1 to 100.");
        }

        try
        {
            var page = await manager.ListAsync(OwnSessions(view), after, count, context.RequestAborted);
            return TypedResults.Json(
                composer.Compose(page, view), SojournJsonContext.Default.DeviceListAnswer);
        }
        catch (FormatException)
        {
            return Problems.InvalidRequest("'after' is not a cursor of this list.");
        }
    }

    private static async Task<IResult> RenameAsync(
        HttpContext context, SessionManager manager, DeviceGuard guard, string id)
    {
        if (guard.Refusal(context, id, out var session, out var view) is { } refusal)
        {
            return refusal;
        }

        var body = await SmallBody.ReadAsync(context, SojournJsonContext.Default.RenameRequest);
        if (body is not { IsValid: true, Value: { } request } || !SessionManager.IsDeviceName(request.Name))
        {
            return Problems.InvalidRequest("'name' must be at most 64 characters without control characters.");
        }

        return await manager.RenameAsync(OwnSessions(view), session, request.Name, context.RequestAborted)
            ? TypedResults.NoContent()
            : Problems.SessionNotFound();
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, SessionManager manager, DeviceGuard guard, SignOutCommand signOut, string id)
    {
        if (guard.Refusal(context, id, out var session, out var view) is { } refusal)
        {
            return refusal;
        }

        if (session == view.Id)
        {
            return await signOut.RunAsync(context, everywhere: false)
                ? TypedResults.NoContent()
                : SessionEndpoints.Pending();
        }

        if (await manager.FindOwnAsync(OwnSessions(view), session, context.RequestAborted) is null)
        {
            return Problems.SessionNotFound();
        }

        await manager.EndAsync(session, EndReason.Revoked, view.Subject.Value, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndOthersAsync(HttpContext context, SessionManager manager, DeviceGuard guard)
    {
        if (guard.FreshnessRefusal(context, out var view) is { } refusal)
        {
            return refusal;
        }

        var others = OwnSessions(view) with { Except = view.Id };
        var ended = await manager.EndAllAsync(others, EndReason.Revoked, view.Subject.Value, CancellationToken.None);
        return TypedResults.Json(new CountAnswer(ended.Count), SojournJsonContext.Default.CountAnswer);
    }

    private static SubjectSessions OwnSessions(SessionView view) =>
        new(view.Tenant, view.Subject, Except: null, IncludeEnded: false);
}
