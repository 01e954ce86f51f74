using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Connections;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>
/// The session of one request, and the request's user: principal and ticket are built when somebody asks, so a request
/// that never does pays for neither.
/// </summary>
/// <remarks>Used by one request, which is one flow of control; not safe for concurrent use.</remarks>
internal sealed class SojournFeature(PipelineServices services, HttpContext context)
    : ISojournFeature, IHttpAuthenticationFeature, IAuthenticateResultFeature
{
    private static readonly AuthenticateResult Nobody = AuthenticateResult.NoResult();

    private ClaimsPrincipal? _user;
    private bool _userIsOwn;
    private AuthenticateResult? _result;
    private AuthenticateResult? _ownResult;
    private SojournSession? _session;
    private SessionAbort? _abort;

    /// <summary>What the carrier presented; meaningful when <see cref="WasPresented"/>.</summary>
    public PresentedCredential Credential { get; set; }

    /// <summary>By what a new token may be asked for; null when nobody genuine is there.</summary>
    public PresentedHolder? Holder { get; private set; }

    /// <summary>Whether a token of the right shape was presented, whatever it turned out to be worth.</summary>
    public bool WasPresented { get; set; }

    /// <summary>Whether <see cref="Credential"/> authenticates nothing here and only names the session that a sign-in replaces.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether the browser sends the credential by itself, so that another site's page can make it.</summary>
    public bool IsAmbient { get; set; } = true;

    /// <summary>Whether the request carried anything of the carrier at all, garbage included.</summary>
    public bool HadCredential { get; set; }

    /// <summary>
    /// Whether an explicit credential was presented that names nobody: lapsed, forged or foreign. It is judged alone, so no
    /// cookie beside it says whose session a command would be about.
    /// </summary>
    public bool NamesNobody =>
        HadCredential && !IsAmbient && Status is ValidationStatus.Malformed or ValidationStatus.Unknown;

    public ValidationStatus Status { get; private set; } = ValidationStatus.Unknown;

    public EndReason Reason { get; private set; }

    /// <summary>Whether <see cref="Reason"/> may be told.</summary>
    public bool HolderProven { get; private set; }

    /// <summary>Whether the session is believed although the store cannot be asked.</summary>
    public bool IsOutage { get; private set; }

    /// <summary>The live session, or null.</summary>
    public SessionView? View { get; private set; }

    /// <summary>The session that a command of this request would be about: the live one, or the one that is only held.</summary>
    public SessionId? NamedId => IsHeld ? Credential.Reference.Id : View?.Id;

    /// <summary>Store time at which the request arrived.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The instant of a cut-off that this request set: a session that it starts afterwards starts no earlier.</summary>
    public DateTimeOffset? CutOffAt { get; set; }

    /// <summary>Whether the answer has been made a private one.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>What the answer writes anew, or null.</summary>
    public PlannedSeal? PlannedSeal { get; set; }

    /// <summary>What the endpoint asks.</summary>
    public required EndpointMarks Marks { get; init; }

    public HttpContext Context => context;

    /// <summary>
    /// False for a request that was refused before its credential was looked at: its answer says nothing of the session, or
    /// the page would take the refusal for a sign-out.
    /// </summary>
    public bool IsJudged { get; set; } = true;

    /// <summary>Whether authorization stands before the endpoint: by its own metadata, or by the host's fallback policy.</summary>
    public bool RequiresAuthorization { get; init; }

    public PipelineServices Services => services;

    /// <summary>Whether this is the scheme whose principal becomes the request's user.</summary>
    public bool IsDefaultScheme { get; init; }

    /// <summary>What the scheme answers: one result per request, so that a host's claims transformation runs on it once.</summary>
    public AuthenticateResult OwnResult
    {
        get
        {
            Observed();
            return _ownResult ??= NewResult();
        }
    }

    /// <summary>Fires when what hangs on this request's session must stop; never, when nobody is signed in.</summary>
    public CancellationToken Aborted
    {
        get
        {
            if (_abort is null && Session is not null)
            {
                _abort = SessionAbort.Start(
                    context.RequestServices.GetRequiredService<SessionConnections>().Follow(View!));
                context.Response.RegisterForDispose(_abort);
            }

            return _abort?.Token ?? CancellationToken.None;
        }
    }

    public SojournSession? Session
    {
        get
        {
            Observed();
            return View is null ? null : _session ??= new SojournSession(View);
        }
    }

    public ClaimsPrincipal? User
    {
        get
        {
            if (_user is null && IsDefaultScheme)
            {
                _user = OwnResult.Principal;
                _userIsOwn = _user is not null;
            }

            return _user;
        }

        set
        {
            _user = value;
            _userIsOwn = false;
            _result = null;
        }
    }

    public AuthenticateResult? AuthenticateResult
    {
        get
        {
            if (_result is null && IsDefaultScheme && (_user is null || _userIsOwn))
            {
                _result = User is null ? Nobody : OwnResult;
            }

            return _result;
        }

        set
        {
            _result = value;
            _user = value?.Principal;
            _userIsOwn = false;
        }
    }

    /// <exception cref="SessionStoreException">The session is believed without the store: nothing may be issued to it.</exception>
    public void RequireStore()
    {
        if (IsOutage)
        {
            throw new SessionStoreException(
                "SOJ3043: A request that goes on during an outage of the store was expected to issue nothing, and it signs in, "
                + "rotates, moves or steps up. Do that on an endpoint without 'AllowDuringOutage()'.", cause: null);
        }
    }

    public void Learn(in ValidationResult result)
    {
        IsJudged = true;
        IsOutage = result.IsOutage;
        Status = result.Status;
        Reason = result.Reason;
        HolderProven = result.HolderProven;
        View = result.Session;
        Holder = result.Lease is { } lease ? PresentedHolder.Of(lease)
            : Credential.Opener is null && WasPresented ? Credential.Reference : null;
        _ownResult = null;
    }

    /// <summary>A new session, or the same with a new token, in the course of this request.</summary>
    public void Replaced(SessionView view, in SessionToken token)
    {
        Credential = PresentedCredential.Of(SessionTokens.PurposeOf(view.Details), token);
        Holder = token;
        WasPresented = true;
        IsJudged = true;
        Status = ValidationStatus.Active;
        View = view;
        _session = null;
        _ownResult = null;
    }

    public void SignedOut()
    {
        Status = ValidationStatus.Ended;
        Reason = EndReason.SignedOut;
        HolderProven = true;
        View = null;
        _session = null;
        _ownResult = null;
    }

    /// <summary>A result with properties and a principal of its own.</summary>
    public AuthenticateResult NewResult()
    {
        if (TicketOf(View) is not { } ticket)
        {
            return Nobody;
        }

        Observed();
        return AuthenticateResult.Success(new AuthenticationTicket(
            ticket.NewPrincipal(), ticket.NewProperties(), services.Scheme));
    }

    /// <exception cref="InvalidOperationException">The middleware is missing, or does not stand before the caller.</exception>
    public static SojournFeature Require(HttpContext context) =>
        Of(context) ?? throw new InvalidOperationException(
            "SOJ3001: The session of this request was expected and none was prepared. "
            + "Call 'app.UseSojourn()' before 'app.UseAuthorization()' and before whatever signs in or out.");

    /// <summary>Judges a credential that is only held, for a command that is about its session.</summary>
    public async ValueTask JudgeHeldAsync(CancellationToken cancellationToken)
    {
        if (IsHeld)
        {
            IsHeld = false;
            WasPresented = true;
            Learn(await services.Validator.ValidateAsync(Credential, ValidationDemands.AskStore, cancellationToken));
        }
    }

    public static SojournFeature? Of(HttpContext context) => context.Features.Get<ISojournFeature>() as SojournFeature;

    private static TicketState? TicketOf(SessionView? view) => view is null ? null : TicketState.Of(view);

    /// <summary>
    /// Whoever reads the session makes the answer a private one, whatever the endpoint's metadata say. An answer to nobody
    /// is no secret: it only has to differ from those to others.
    /// </summary>
    private void Observed()
    {
        if (View is not null)
        {
            SessionAnswers.MakePrivate(this);
        }
        else
        {
            SessionAnswers.DependsOnCredential(this);
        }
    }
}
