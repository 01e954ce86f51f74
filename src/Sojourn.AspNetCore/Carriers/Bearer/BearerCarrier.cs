using Microsoft.AspNetCore.Http;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Bearer;

// Two credentials of one session:
//
//   the access token    in 'Authorization', a lease; accepted everywhere, judged alone when it is there
//   the refresh token   a reference; in a browser a cookie of the session cookie's name, which authenticates only the
//                       endpoints that say so, and elsewhere names at most the session that a sign-in replaces or a
//                       sign-out ends: any endpoint of the host may be one. For a native app it travels in bodies, which
//                       are the endpoints' affair and not read here.

/// <summary>Access tokens that scripts and apps send, and the refresh token by which they get new ones.</summary>
internal sealed class BearerCarrier(CookieNaming naming, AccessTokenOpener opener) : ICarrier
{
    // Sealed tickets and signatures come on top; 16 kB is what servers allow all headers to take.
    private const int LongestTicket = 11_000;

    public Carrier Carrier => Carrier.Bearer;

    public CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient)
    {
        isAmbient = false;
        var reading = AuthorizationReader.Read(context.Request.Headers.Authorization, out var text);
        if (reading != CarrierReading.Absent)
        {
            credential = new PresentedCredential { Purpose = TokenPurpose.None, LeaseText = text, Opener = opener };
            return reading;
        }

        isAmbient = true;
        return ReadCookie(context, out credential);
    }

    public void Attach(HttpContext context, SessionView view, in SessionToken token, TimeSpan? keepFor)
    {
        if (view.Ticket.Length > LongestTicket)
        {
            throw new InvalidOperationException(AccessTokenErrors.TicketTooLarge(view.Ticket.Length, LongestTicket));
        }

        var issued = IssuedTokens.Stage(context, view);
        if (view.Details.HasRefreshInBody)
        {
            issued.RefreshToken = RefreshTokenText.Of(token);
            return;
        }

        Span<char> text = stackalloc char[SessionToken.TextLength];
        token.TryFormat(text);
        ResponseCookies.Of(context).Set(naming.TemplateFor(context.Request), text, CookieLife.Of(keepFor));
    }

    /// <remarks>
    /// A request that proved itself by an access token may come from a page whose browser by now holds another session: its
    /// cookie stays.
    /// </remarks>
    public void Detach(HttpContext context, SessionId? of)
    {
        if (CookieOf(context) is { } token ? of is null || of == token.Id : HoldsNameless(context))
        {
            ResponseCookies.Of(context).Delete(naming.TemplateFor(context.Request));
        }
    }

    /// <summary>Whether the browser holds a cookie that cannot name a session: of neither carrier's form.</summary>
    /// <remarks>
    /// Not one of several, of which another may be a living session's; nor one that begins like a sealed session, which a node
    /// with that carrier may have written.
    /// </remarks>
    public bool HoldsNameless(HttpContext context) =>
        CookieHeaderReader.TryReadOnly(context.Request.Headers.Cookie, naming.TemplateFor(context.Request).Name, out var value)
        && !SessionToken.TryParse(value, out _)
        && (value.IsEmpty || !char.IsAsciiDigit(value[0]));

    /// <summary>The refresh token in the request's cookie, of the right shape; it may be forged.</summary>
    public SessionToken? CookieOf(HttpContext context) =>
        CookieHeaderReader.Read(context.Request.Headers.Cookie, naming.TemplateFor(context.Request).Name, out var value) == CookieReading.Found
        && SessionToken.TryParse(value, out var token)
        && token.Purpose == TokenPurpose.RefreshCookie
            ? token
            : null;

    private CarrierReading ReadCookie(HttpContext context, out PresentedCredential credential)
    {
        credential = default;
        var lines = context.Request.Headers.Cookie;
        if (lines.Count == 0)
        {
            return CarrierReading.Absent;
        }

        var accepts = context.GetEndpoint()?.Metadata.GetMetadata<RefreshCookieMetadata>() is not null;
        var found = CookieHeaderReader.Read(lines, naming.TemplateFor(context.Request).Name, out var value);
        if (found != CookieReading.Found)
        {
            return accepts && found == CookieReading.Malformed ? CarrierReading.Malformed : CarrierReading.Absent;
        }

        if (!SessionToken.TryParse(value, out var token) || token.Purpose != TokenPurpose.RefreshCookie)
        {
            // A cookie of another carrier, which that carrier may know; else it is no session.
            return CarrierReading.Absent;
        }

        credential = PresentedCredential.Of(TokenPurpose.RefreshCookie, token);
        return accepts ? CarrierReading.Presented : CarrierReading.Held;
    }
}
