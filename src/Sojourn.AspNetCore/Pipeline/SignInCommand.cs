using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>
/// What <c>SignInAsync</c> does. With the running session's own properties and the same subject it re-issues that session;
/// anything else is a sign-in: a new session, and the end of the one that this browser had.
/// </summary>
internal sealed partial class SignInCommand(
    SessionManager manager, ClientContextReader clientReader, IOptions<SojournOptions> options,
    IEnumerable<IAuthenticationStartSource> startSources, ILogger<SignInCommand> logger)
{
    public async Task RunAsync(
        HttpContext context, ClaimsPrincipal user, AuthenticationProperties properties, string scheme)
    {
        var feature = SojournFeature.Require(context);
        feature.RequireStore();
        var signingIn = SignInReader.Read(context, user, properties);
        await options.Value.Events.OnSigningIn(signingIn, context.RequestAborted);
        var subject = SignInReader.SubjectOf(signingIn.Principal, options.Value.EffectiveSubjectClaimTypes);
        var ticket = TicketState.Write(signingIn.Principal, properties, scheme);
        if (IsReissue(feature, properties, subject, signingIn.Tenant))
        {
            // A session that ended while the request was under way is not signed in anew: that would bring it back by another name.
            await Replacing.RunAsync(feature, new TokenReplacement(RotationCause.Reissue, ticket, Proof: null, properties.IsPersistent));
            return;
        }

        await StartAsync(context, feature, signingIn, subject, ticket);
    }

    /// <remarks>
    /// The subject is compared with the live session's: a refreshed sign-in of another person is a sign-in of that
    /// person, never a change of subject under one session (CVE-2025-24070, CVE-2014-0482).
    /// </remarks>
    private static bool IsReissue(
        SojournFeature feature, AuthenticationProperties properties, SubjectId subject, TenantId? tenant) =>
        feature.View is { } view
        && view.Subject == subject
        && (tenant is null || view.Tenant == tenant)
        && properties.Items.TryGetValue(TicketState.SessionItem, out var id)
        && string.Equals(id, view.Id.ToString(), StringComparison.Ordinal);

    private async Task StartAsync(
        HttpContext context, SojournFeature feature, SigningInContext signingIn, SubjectId subject, byte[] ticket)
    {
        var startedAt = await StartOfAsync(context, feature, signingIn, subject);
        await feature.JudgeHeldAsync(context.RequestAborted);
        var signIn = new SignIn
        {
            Subject = subject,
            Tenant = signingIn.Tenant,
            Kind = signingIn.Kind,
            StartedAt = feature.CutOffAt > startedAt ? feature.CutOffAt.Value : startedAt,
            IdleTimeout = signingIn.IdleTimeout ?? Remembered(signingIn, options.Value.RememberedIdleTimeout),
            AbsoluteTimeout = signingIn.AbsoluteTimeout ?? Remembered(signingIn, options.Value.RememberedAbsoluteTimeout),
            Details = DetailsOf(context, feature, signingIn, startedAt),
            Ticket = ticket,
            Replaces = feature.View?.Id ?? SupersededId(feature),
        };
        var started = await manager.StartAsync(signIn, context.RequestAborted);
        if (started is not { Status: CreateStatus.Created, View: { } view })
        {
            throw new SessionLimitReachedException();
        }

        await HandOutAsync(context, feature, view, started.Token);
        Log.Started(logger, view.Id);
    }

    /// <summary>
    /// Tells the host before the browser gets anything: a callback that fails fails the sign-in, and an error page that
    /// carried the cookie all the same would be a sign-in that the host had refused. A session that its carrier cannot hold
    /// is none either.
    /// </summary>
    private async Task HandOutAsync(HttpContext context, SojournFeature feature, SessionView view, SessionToken token)
    {
        var accepted = false;
        try
        {
            await options.Value.Events.OnSignedIn(
                new SignedInContext(context, new SojournSession(view)), context.RequestAborted);
            CarrierAnswer.Attach(context, feature, view, token);
            accepted = true;
        }
        finally
        {
            if (!accepted)
            {
                await manager.EndQuietlyAsync(view.Id, EndReason.Revoked);
            }
        }
    }

    private async Task<DateTimeOffset> StartOfAsync(
        HttpContext context, SojournFeature feature, SigningInContext signingIn, SubjectId subject)
    {
        if (SignInReader.StartOf(signingIn.Properties) is { } stated)
        {
            return stated;
        }

        foreach (var source in startSources)
        {
            if (await source.FindAsync(context, subject) is { } found)
            {
                return found;
            }
        }

        return feature.ArrivedAt;
    }

    private SessionDetails DetailsOf(
        HttpContext context, SojournFeature feature, SigningInContext signingIn, DateTimeOffset startedAt) => new()
        {
            Carrier = CarrierOf(feature, signingIn),
            HasRefreshInBody = HasTokensInBody(signingIn),
            Client = clientReader.Read(context),
            Proof = new SessionProof(startedAt, signingIn.Methods, signingIn.Assurance),
            IsPersistent = signingIn.Properties.IsPersistent,
            ReportsActivity = SojournActivityHeader.Read(context.Request.Headers[SojournActivityHeader.Name])
                != SojournActivity.Unstated,
        };

    /// <summary>
    /// The session of a browser that presents a token a rotation too old: genuine, so it is this browser's, and it must not
    /// live on behind the new one.
    /// </summary>
    private static SessionId? SupersededId(SojournFeature feature) =>
        feature.Status == ValidationStatus.Superseded ? feature.Holder?.Id : null;

    private static bool HasTokensInBody(SigningInContext signingIn) =>
        signingIn.Properties.GetString(SignInItems.TokensInBody) is not null;

    private static Carrier CarrierOf(SojournFeature feature, SigningInContext signingIn)
    {
        var carriers = feature.Services.Carriers;
        if (!HasTokensInBody(signingIn))
        {
            return carriers.Default.Carrier;
        }

        return carriers.HasBearer
            ? Carrier.Bearer
            : throw new InvalidOperationException(
                "SOJ3026: Tokens in the body were asked for and this host does not have the carrier 'Bearer'. "
                + "Set 'Sojourn:Carrier' to it or add it to 'Sojourn:FurtherCarriers'.");
    }

    private static TimeSpan? Remembered(SigningInContext signingIn, TimeSpan? remembered) =>
        signingIn.Properties.IsPersistent ? remembered : null;

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "Session {SessionId} started")]
        public static partial void Started(ILogger logger, SessionId sessionId);
    }
}
