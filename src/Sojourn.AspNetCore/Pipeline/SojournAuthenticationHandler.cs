using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Sojourn as an ordinary authentication scheme. The middleware has done the work; this hands it out.</summary>
internal sealed class SojournAuthenticationHandler(SignInCommand signIn, SignOutCommand signOut)
    : IAuthenticationSignInHandler
{
    private HttpContext? _context;
    private AuthenticationScheme? _scheme;

    private HttpContext Context => _context ?? throw new InvalidOperationException("The handler is not initialised.");

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _scheme = scheme;
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() =>
        Task.FromResult(SojournFeature.Require(Context).OwnResult);

    /// <summary>401 with a reason that this credential may know; a redirect only where the endpoint asked for one.</summary>
    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        var feature = SojournFeature.Require(Context);
        if (EndpointMarks.Of(Context.GetEndpoint()).SignInPath is { } path)
        {
            SessionAnswers.MakePrivate(feature);
            Context.Response.Redirect(
                $"{Context.Request.PathBase}{path}?returnUrl={Uri.EscapeDataString(AskedPath(Context.Request))}");
            return Task.CompletedTask;
        }

        SessionAnswers.MakePrivate(feature);
        return Problems.NotSignedIn(feature).ExecuteAsync(Context);
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        var feature = SojournFeature.Require(Context);
        SessionAnswers.MakePrivate(feature);
        return Problems.Forbidden().ExecuteAsync(Context);
    }

    public Task SignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties) =>
        signIn.RunAsync(Context, user, properties ?? new AuthenticationProperties(), _scheme!.Name);

    public Task SignOutAsync(AuthenticationProperties? properties) => signOut.RunAsync(Context, everywhere: false);

    /// <summary>
    /// Where to return to after the sign-in. A path that begins with two slashes is another site to a browser: a link to
    /// <c>//evil.example</c> on this host must not come out of the sign-in page as a redirect to it (CWE-601).
    /// </summary>
    private static string AskedPath(HttpRequest request)
    {
        var asked = (request.PathBase + request.Path).Add(request.QueryString);
        return asked is ['/', '/' or '\\', ..] or [not '/', ..] or "" ? "/" : asked;
    }
}
