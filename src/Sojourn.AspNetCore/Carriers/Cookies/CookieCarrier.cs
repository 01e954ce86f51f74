using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.AspNetCore.Carriers.Cookies;

/// <summary>The session token in an HttpOnly cookie: a pure reference.</summary>
internal sealed class CookieCarrier(CookieNaming naming) : ICarrier
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    public Carrier Carrier => Carrier.Cookie;

    public TokenPurpose Purpose => TokenPurpose.Cookie;

    public CarrierReading Read(HttpContext context, out SessionToken token)
    {
        token = default;
        var lines = context.Request.Headers.Cookie;
        if (lines.Count == 0)
        {
            return CarrierReading.Absent;
        }

        return CookieHeaderReader.Read(lines, naming.TemplateFor(context.Request).Name, out var value) switch
        {
            CookieReading.Absent => CarrierReading.Absent,
            CookieReading.Found when SessionToken.TryParse(value, out token) => CarrierReading.Presented,
            _ => CarrierReading.Malformed,
        };
    }

    public void Attach(HttpContext context, in SessionToken token, TimeSpan? keepFor)
    {
        Span<char> text = stackalloc char[SessionToken.TextLength];
        token.TryFormat(text);

        // In the last second before the absolute deadline there is still a token to hand out; 'max-age=0' would delete it.
        TimeSpan? life = keepFor is { } left ? TimeSpan.FromTicks(Math.Clamp(left.Ticks, ShortestLife.Ticks, LongestLife.Ticks)) : null;
        ResponseCookies.Of(context).Set(naming.TemplateFor(context.Request), text, life);
    }

    public void Detach(HttpContext context) =>
        ResponseCookies.Of(context).Delete(naming.TemplateFor(context.Request));
}
