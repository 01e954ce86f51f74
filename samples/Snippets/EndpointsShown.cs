using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Snippets;

public static class EndpointsShown
{
    public static void Marks(WebApplication app)
    {
        // snippet: marks
        app.MapPost("/api/transfers", Transfers.Send)
            .RequireAuthorization()
            .RequireFreshSession(TimeSpan.FromMinutes(5)); // else 403 step-up-required
        app.MapPost("/api/keys", Transfers.RevokeKeys)
            .RequireAuthorization()
            .RequireStoreCheck(); // a revocation counts at once, on every node
        app.MapGet("/api/unread", Transfers.Unread)
            .RequireAuthorization()
            .WithoutSessionActivity(); // polling keeps nobody signed in
        // end
    }

    public static void Outage(WebApplication app)
    {
        // snippet: outage
        app.MapGet("/api/balance", Transfers.Unread)
            .RequireAuthorization()
            .AllowDuringOutage(); // may be read for Sojourn:OutageLease while the store cannot be asked
        // end
    }

    public static void CrossSite(WebApplication app)
    {
        // snippet: cross-site
        app.MapPost("/api/sign-in", SignIn.RunAsync).TreatAsSignIn();
        app.MapPost("/hooks/payments", Transfers.PaymentReport).AllowCrossSite(); // authenticates by a signature
        app.MapPost("/api/orders", Transfers.Send).RequireAuthorization().AllowOrigins("https://admin.example.com");
        app.MapGet("/api/export", Transfers.Unread).RequireAuthorization().ProtectSafeMethods();
        // end
    }

    // snippet: step-up
    public static async Task<IResult> ProveAgainAsync(Credentials credentials, IAccounts accounts, HttpContext context)
    {
        var session = context.GetSojournSession();
        var userId = await accounts.VerifyAsync(credentials);
        if (session is null || userId != session.Subject.Value)
        {
            return TypedResults.Unauthorized();
        }

        return await context.ElevateSessionAsync(["pwd"]) ? TypedResults.NoContent() : TypedResults.Unauthorized();
    }

    // end

    // snippet: session-facts
    public static IResult WhoAmI(HttpContext context)
    {
        var session = context.GetSojournSession();
        return session is null
            ? TypedResults.NoContent()
            : TypedResults.Ok(new { Id = session.Id.ToString(), session.AuthenticatedAt, session.Client.Browser });
    }

    // end

    // snippet: end-everything
    public static async Task<int> LockAsync(SessionManager sessions, SubjectId person, string operatorId, CancellationToken cancellationToken)
    {
        var everySession = new SubjectSessions(Tenant: null, person, Except: null, IncludeEnded: false);
        var result = await sessions.EndAllAsync(everySession, EndReason.Revoked, operatorId, cancellationToken);
        return result.Count;
    }

    // end

    // snippet: end-others
    public static async Task<int> EndOthersAsync(SessionManager sessions, HttpContext context, CancellationToken cancellationToken)
    {
        var session = context.GetSojournSession()!;
        var others = new SubjectSessions(session.Tenant, session.Subject, Except: session.Id, IncludeEnded: false);
        var result = await sessions.EndAllAsync(others, EndReason.CredentialsChanged, actor: null, cancellationToken);
        return result.Count;
    }

    // end

    // snippet: list-sessions
    public static async Task<IReadOnlyList<SessionRecord>> HistoryAsync(
        SessionManager sessions, SubjectId person, CancellationToken cancellationToken)
    {
        var withEnded = new SubjectSessions(Tenant: null, person, Except: null, IncludeEnded: true);
        var page = await sessions.ListAsync(withEnded, after: null, most: 20, cancellationToken);
        return page.Sessions;
    }

    // end
}

public static class Transfers
{
    public static IResult Send() => TypedResults.NoContent();

    public static IResult RevokeKeys() => TypedResults.NoContent();

    public static IResult Unread() => TypedResults.Ok(0);

    public static IResult PaymentReport() => TypedResults.NoContent();
}
