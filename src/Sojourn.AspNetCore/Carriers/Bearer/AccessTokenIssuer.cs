using System.Security.Claims;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>Issues access tokens of validated sessions: never for a generation newer than the one that was presented.</summary>
internal sealed class AccessTokenIssuer(
    AccessTokenWriter writer, AccessTokenSettings settings, KeyRing ring, AccessTicketSealer tickets,
    IOptions<SojournOptions> options, StoreClock clock)
{
    // A whole second at least is left of it after rounding, and time to use it.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);

    /// <summary>Issues a token for one lease.</summary>
    /// <param name="view">The session as one generation of its token sees it.</param>
    /// <returns>The token, and for how long it is good.</returns>
    public IssuedAccessToken Issue(SessionView view)
    {
        var now = clock.Now;
        var expiresAt = settings.ExpiryOf(now, EndOf(view, now));
        var token = new AccessToken
        {
            SessionId = view.Id,
            Generation = view.Generation,
            Version = view.Version,
            Subject = view.Subject,
            Tenant = view.Tenant,
            Kind = view.Kind,
            AuthenticatedAt = view.AuthenticatedAt,
            Proof = view.Proof,
            IssuedAt = now,
            ExpiresAt = expiresAt,
            AbsoluteAt = view.AbsoluteAt,
            IdleTimeout = view.IdleTimeout,
            LastActivityAt = view.LastActivityAt,
            Id = AccessToken.NewId(),
            ClientId = settings.ClientId,
            SealedTicket = tickets.Seal(view, now),
            Claims = ClaimsOf(view),
        };
        var left = (expiresAt - now).Ticks / TimeSpan.TicksPerSecond;
        return new IssuedAccessToken(writer.Write(token, ring.ActiveSigning), Math.Max(0, left));
    }

    /// <summary>
    /// When there must be nothing left of a token. The generation from before a rise of privilege is good until the newer one
    /// is used, and for the grace after that: a whole lease for it would let whoever holds it, a thief from before perhaps,
    /// go on for minutes after the person has been seen with the newer one. So it refreshes once per grace.
    /// </summary>
    private DateTimeOffset EndOf(SessionView view, DateTimeOffset now)
    {
        if (view.IsCurrent)
        {
            return view.AbsoluteAt;
        }

        var grace = options.Value.RotationGrace;
        var end = now + (grace > ShortestLife ? grace : ShortestLife);
        return end < view.AbsoluteAt ? end : view.AbsoluteAt;
    }

    private List<AccessTokenClaim> ClaimsOf(SessionView view)
    {
        var principal = TicketState.Of(view)?.NewPrincipal();
        var claims = new List<AccessTokenClaim>();
        foreach (var (type, name) in options.Value.Bearer.EffectiveClaimTypes)
        {
            foreach (var claim in principal?.FindAll(type) ?? [])
            {
                // A value that UTF-8 cannot say would fail the whole token: one service lacks a claim, nobody a session.
                if (IsWellFormed(claim) && !claims.Contains(new AccessTokenClaim(name, claim.Value)))
                {
                    claims.Add(new AccessTokenClaim(name, claim.Value));
                }
            }
        }

        return claims;
    }

    private static bool IsWellFormed(Claim claim)
    {
        Span<byte> bytes = stackalloc byte[256];
        ReadOnlySpan<char> rest = claim.Value;
        while (!rest.IsEmpty)
        {
            var status = Utf8.FromUtf16(rest, bytes, out var read, out _, replaceInvalidSequences: false);
            if (status is System.Buffers.OperationStatus.InvalidData or System.Buffers.OperationStatus.NeedMoreData)
            {
                return false;
            }

            rest = rest[read..];
        }

        return true;
    }
}
