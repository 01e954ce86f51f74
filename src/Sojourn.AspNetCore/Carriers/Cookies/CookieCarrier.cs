using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>The session token in an HttpOnly cookie: a pure reference.</summary>
internal sealed class CookieCarrier(CookieNaming naming) : ICarrier
{
    public Carrier Carrier => Carrier.Cookie;

    public bool IsAmbient => true;

    public CarrierReading Read(HttpContext context, out PresentedCredential credential)
    {
        credential = default;
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

    public void Detach(HttpContext context) =>
        ResponseCookies.Of(context).Delete(naming.TemplateFor(context.Request));
}
