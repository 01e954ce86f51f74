using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>The session token in an HttpOnly cookie: a pure reference.</summary>
internal sealed class CookieCarrier(CookieNaming naming) : ICarrier
{
    public Carrier Carrier => Carrier.Cookie;

    public CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient)
    {
        credential = default;
        isAmbient = true;
        var lines = context.Request.Headers.Cookie;
        if (lines.Count == 0)
        {
            return CarrierReading.Absent;
        }

        switch (CookieHeaderReader.Read(lines, naming.TemplateFor(context.Request).Name, out var value))
        {
            case CookieReading.Absent:
                return CarrierReading.Absent;
            case CookieReading.Found when SessionToken.TryParse(value, out var token):
                if (token.Purpose == TokenPurpose.RefreshCookie)
                {
                    // Another carrier's, under the same name: a session moves by one header and never has two cookies.
                    return CarrierReading.Absent;
                }

                credential = PresentedCredential.Of(TokenPurpose.Cookie, token);
                return CarrierReading.Presented;
            default:
                return CarrierReading.Malformed;
        }
    }

    public void Attach(HttpContext context, SessionView view, in SessionToken token, TimeSpan? keepFor)
    {
        Span<char> text = stackalloc char[SessionToken.TextLength];
        token.TryFormat(text);
        ResponseCookies.Of(context).Set(naming.TemplateFor(context.Request), text, CookieLife.Of(keepFor));
    }

    public void Detach(HttpContext context, SessionId? of) =>
        ResponseCookies.Of(context).Delete(naming.TemplateFor(context.Request));
}
