using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Composes what the page is told about its session.</summary>
internal sealed class SessionAnswerComposer(IOptions<SojournOptions> options, StoreClock clock)
{
    private static readonly SessionAnswer None = new("none");

    public SessionAnswer Compose(SojournFeature feature)
    {
        if (feature.View is not { } view)
        {
            return feature is { Status: ValidationStatus.Ended, HolderProven: true }
                ? None with { Reason = EndReasonNames.Of(feature.Reason) }
                : None;
        }

        var now = clock.Now;
        var remaining = Remaining.Of(view, now);
        return new SessionAnswer("active")
        {
            Session = FactsOf(view, feature.NewResult().Principal, now),
            IdleSeconds = remaining.IdleSeconds,
            AbsoluteSeconds = remaining.AbsoluteSeconds,
            WarningSeconds = (long)options.Value.WarningLead.TotalSeconds,
            RenewalSeconds = (long)Math.Ceiling(Deadlines.RenewalInterval(view.IdleTimeout).TotalSeconds),
        };
    }

    /// <summary>Whole seconds since an instant, from 0.</summary>
    public static long SecondsSince(DateTimeOffset instant, DateTimeOffset now) =>
        Math.Max(0, (now - instant).Ticks / TimeSpan.TicksPerSecond);

    public static string NameOf(Carrier carrier) => carrier switch
    {
        Carrier.Cookie => "cookie",
        Carrier.Sealed => "sealed",
        _ => "bearer",
    };

    private SessionFacts FactsOf(SessionView view, ClaimsPrincipal? principal, DateTimeOffset now) => new()
    {
        Id = view.Id.ToString(),
        Generation = view.Generation,
        Subject = view.Subject.Value,
        Tenant = view.Tenant?.Value,
        Kind = view.Kind,
        Carrier = NameOf(view.Details.Carrier),
        Claims = ClaimsOf(principal),
        Methods = view.Proof.Methods,
        Assurance = view.Proof.Assurance,
        AuthenticatedSecondsAgo = SecondsSince(view.AuthenticatedAt, now),
        ProvedSecondsAgo = SecondsSince(view.Proof.At, now),
    };

    /// <summary>A claim type that occurs once is a string, one that occurs more often an array.</summary>
    private JsonObject ClaimsOf(ClaimsPrincipal? principal)
    {
        var claims = new JsonObject();
        foreach (var group in options.Value.Page.EffectiveClaimTypes.GroupBy(type => type.Value, type => type.Key, StringComparer.Ordinal))
        {
            var values = group.SelectMany(type => principal?.FindAll(type) ?? []).Select(claim => claim.Value).ToList();
            if (values.Count == 1)
            {
                claims[group.Key] = values[0];
            }
            else if (values.Count > 1)
            {
                claims[group.Key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
            }
        }

        return claims;
    }
}
