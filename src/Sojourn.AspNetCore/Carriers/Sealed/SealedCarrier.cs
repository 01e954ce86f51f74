using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Carriers.Sealed;

/// <summary>The session itself in the cookie, sealed: a lease, with the session token inside for afterwards.</summary>
/// <remarks>
/// Named like the opaque cookie, of which the first character tells it apart: so a session that moves to the other carrier
/// replaces its cookie by one header, and never leaves a second one behind that a later request could be judged by.
/// </remarks>
internal sealed partial class SealedCarrier(
    CookieNaming naming, LeaseSealerOf sealerOf, StoreClock clock, SessionPolicy policy, ILogger<SealedCarrier> logger) : ICarrier
{
    private const int WarnFrom = 3_000;

    // One per cookie name: the prefixed one, and on a developer's machine one for each port.
    private readonly ConcurrentDictionary<string, Seal> _seals = new(StringComparer.Ordinal);

    public Carrier Carrier => Carrier.Sealed;

    public CarrierReading Read(HttpContext context, out PresentedCredential credential, out bool isAmbient)
    {
        credential = default;
        isAmbient = true;
        var lines = context.Request.Headers.Cookie;
        if (lines.Count == 0)
        {
            return CarrierReading.Absent;
        }

        var seal = SealFor(context.Request);
        var reading = SealedCookies.Read(lines, seal.Template, out var text);
        if (reading == CarrierReading.Presented)
        {
            credential = new PresentedCredential { Purpose = TokenPurpose.Sealed, LeaseText = text, Opener = seal };
        }

        return reading;
    }

    public void Attach(HttpContext context, SessionView view, in SessionToken token, TimeSpan? keepFor)
    {
        var seal = SealFor(context.Request);
        var text = seal.Sealer.Seal(LeaseOf(view, token));
        var chunks = SealedCookies.CountOf(text.Length);
        if (chunks > SealedCookies.Most)
        {
            throw new SealedSessionTooLargeException(ClaimSizes.Describe(view.Ticket, text.Length));
        }

        if (text.Length > WarnFrom)
        {
            Log.Large(logger, view.Id, text.Length);
        }

        var cookies = ResponseCookies.Of(context);
        var life = CookieLife.Of(keepFor);
        SealedCookies.Write(cookies, seal.Template, text, life);
        DeleteRest(context, cookies, seal.Template, chunks);
    }

    public void Detach(HttpContext context, SessionId? of)
    {
        var template = naming.TemplateFor(context.Request);
        var cookies = ResponseCookies.Of(context);
        cookies.Delete(template);
        DeleteRest(context, cookies, template, keep: 1);
    }

    /// <summary>Deletes the chunks that this browser sent and that the cookie does not need any more.</summary>
    private static void DeleteRest(HttpContext context, ResponseCookies cookies, CookieTemplate template, int keep)
    {
        for (var number = keep + 1; number <= SealedCookies.Most; number++)
        {
            var chunk = template.Chunk(number);
            if (CookieHeaderReader.Read(context.Request.Headers.Cookie, chunk.Name, out _) != CookieReading.Absent)
            {
                cookies.Delete(chunk);
            }
        }
    }

    /// <summary>How many characters the session would take after a replacement.</summary>
    public int LengthOf(HttpContext context, SessionView view, TokenReplacement replacement)
    {
        var lease = LeaseOf(view, default) with
        {
            Ticket = replacement.Ticket ?? view.Ticket,
            Proof = replacement.Proof ?? view.Proof,
        };
        return SealFor(context.Request).Sealer.LengthOf(lease);
    }

    private SessionLease LeaseOf(SessionView view, SessionToken token)
    {
        var now = clock.Now;
        var end = now + policy.Lease;
        return new SessionLease
        {
            Id = view.Id,
            Carrier = Carrier.Sealed,
            Subject = view.Subject,
            Tenant = view.Tenant,
            Kind = view.Kind,
            Generation = view.Generation,
            Version = view.Version,
            AuthenticatedAt = view.AuthenticatedAt,
            Proof = view.Proof,
            LastActivityAt = view.LastActivityAt,
            IdleTimeout = view.IdleTimeout,
            AbsoluteAt = view.AbsoluteAt,
            IssuedAt = now,
            BelievedUntil = end < view.AbsoluteAt ? end : view.AbsoluteAt,
            IsPersistent = view.Details.IsPersistent,
            ReportsActivity = view.ReportsActivity,
            Ticket = view.Ticket,

            // Without a store there is nobody to show the token to.
            Reference = policy.IsStoreless ? null : token,
        };
    }

    private Seal SealFor(HttpRequest request)
    {
        var template = naming.TemplateFor(request);
        return _seals.TryGetValue(template.Name, out var known)
            ? known
            : _seals.GetOrAdd(template.Name, new Seal(template, sealerOf(template.Name)));
    }

    /// <summary>What one cookie name is sealed and opened with.</summary>
    private sealed class Seal(CookieTemplate template, ILeaseSealer sealer) : ILeaseOpener
    {
        public CookieTemplate Template => template;

        public ILeaseSealer Sealer => sealer;

        public ValueTask<SessionLease?> OpenAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken) =>
            sealer.OpenAsync(text, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Warning, "The sealed cookie of session {SessionId} has {CharacterCount} characters; browsers and proxies limit the header that carries it")]
        public static partial void Large(ILogger logger, SessionId sessionId, int characterCount);
    }
}
