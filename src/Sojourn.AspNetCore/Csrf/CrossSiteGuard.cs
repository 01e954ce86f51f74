using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Csrf;

/// <summary>Decides whether a request comes from this application or from a page that is not its own.</summary>
/// <remarks>
/// 0. What is exempt, or not authenticated by anything the browser sends by itself, passes.
/// 1. Safe methods pass, WebSocket handshakes and protected endpoints excepted.
/// 2. Read <c>Origin</c> and <c>Sec-Fetch-Site</c>.
/// 3. An <c>Origin</c> that is none refuses: somebody built it by hand.
/// 4. <c>Sec-Fetch-Site</c> rules, because it covers the whole chain of redirects, which <c>Origin</c> does not.
/// 5. Without it, <c>Origin</c> must be ours or trusted.
/// 6. Without both, <c>Referer</c>, then the custom header, then the absence of anything to protect.
/// Sources: W3C Fetch Metadata; OWASP Cross-Site Request Forgery Prevention; RFC 6454. Allocates nothing for a
/// browser of today.
/// </remarks>
internal sealed class CrossSiteGuard
{
    /// <summary>No form can send it, and across origins a browser asks first (CORS preflight).</summary>
    public const string ProofHeader = "X-Sojourn";

    private const string ProofValue = "1";

    private readonly SerializedOrigin[] _publicOrigins;
    private readonly SerializedOrigin[] _trustedOrigins;
    private readonly bool _trustsOwnHost;
    private readonly bool _acceptsProofHeader;

    /// <summary>Makes a guard of one application.</summary>
    /// <param name="publicOrigins">The origins at which browsers see this application.</param>
    /// <param name="trustedOrigins">Other origins whose pages may act here.</param>
    /// <param name="trustsOwnHost">
    /// With no public origin configured, take scheme and <c>Host</c> of the request instead. Only right in Development
    /// or without a proxy in front: behind one, they are the proxy's word.
    /// </param>
    /// <param name="acceptsProofHeader">False where a CORS policy lets other origins send the custom header.</param>
    /// <exception cref="ArgumentException">
    /// An origin is <c>default</c> or <c>null</c>, which everybody can claim.
    /// </exception>
    public CrossSiteGuard(
        IEnumerable<SerializedOrigin> publicOrigins,
        IEnumerable<SerializedOrigin> trustedOrigins,
        bool trustsOwnHost,
        bool acceptsProofHeader)
    {
        _publicOrigins = Checked(publicOrigins, nameof(publicOrigins));
        _trustedOrigins = Checked(trustedOrigins, nameof(trustedOrigins));
        _trustsOwnHost = trustsOwnHost && _publicOrigins.Length == 0;
        _acceptsProofHeader = acceptsProofHeader;
    }

    public CrossSiteVerdict Judge(HttpRequest request, in CrossSiteDemand demand)
    {
        // 0
        if (IsOutOfReach(demand))
        {
            return CrossSiteVerdict.Allow(CrossSiteReason.Exempt);
        }

        // 1
        if (IsSafe(request, demand))
        {
            return CrossSiteVerdict.Allow(CrossSiteReason.Safe);
        }

        // 2 and 3
        var lines = request.Headers.Origin;
        var origin = default(SerializedOrigin);
        if (lines.Count > 1 || (lines.Count == 1 && !SerializedOrigin.TryParse(lines[0], out origin)))
        {
            return CrossSiteVerdict.Deny(CrossSiteReason.BadOrigin);
        }

        return FetchSiteHeader.Read(request.Headers[FetchSiteHeader.Name]) switch
        {
            FetchSite.SameOrigin => JudgeSameOrigin(origin),
            FetchSite.UserInitiated => CrossSiteVerdict.Allow(CrossSiteReason.UserInitiated),
            FetchSite.SameSite or FetchSite.CrossSite => JudgeForeignSite(origin, demand),
            _ when origin.IsDefault => JudgeWithoutOrigin(request, demand),
            _ => JudgeOrigin(request, origin, demand),
        };
    }

    private static SerializedOrigin[] Checked(IEnumerable<SerializedOrigin> origins, string parameter)
    {
        SerializedOrigin[] list = [.. origins];
        return Array.TrueForAll(list, static origin => origin.IsTuple)
            ? list
            : throw new ArgumentException("Expected scheme and host, found 'null' or nothing. Remove it.", parameter);
    }

    private static bool IsOutOfReach(in CrossSiteDemand demand)
    {
        if (demand.IsExempt)
        {
            return true;
        }

        // A page of somebody else cannot set 'Authorization' without a preflight. A sign-in is not authenticated by it,
        // though, and a request that also carries a cookie may be authenticated by that.
        return demand.HasExplicitCredentialOnly && !demand.HasAmbientCredential && !demand.IsSignIn;
    }

    private static bool IsSafe(HttpRequest request, in CrossSiteDemand demand)
    {
        // Compared exactly, as methods are (RFC 9110 section 9.1). CONNECT, which opens a WebSocket over HTTP/2, is not
        // among them.
        if (demand.ProtectsSafeMethods || request.Method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE"))
        {
            return false;
        }

        return !IsWebSocketHandshake(request);
    }

    private static bool IsWebSocketHandshake(HttpRequest request)
    {
        // CORS does not govern WebSockets: without a check here, a foreign page opens one with the person's cookie
        // (cross-site WebSocket hijacking, CWE-1385). A mere mention is enough: the stricter reading costs nothing.
        foreach (var line in request.Headers.Upgrade)
        {
            if (line is not null && line.Contains("websocket", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(SerializedOrigin[] origins, SerializedOrigin origin)
    {
        // Not Contains: it boxes its argument until the runtime has optimised it.
        foreach (var known in origins)
        {
            if (known == origin)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsListed(SerializedOrigin origin, in CrossSiteDemand demand)
    {
        for (var index = 0; index < demand.Origins?.Count; index++)
        {
            if (string.Equals(demand.Origins[index], origin.ToString(), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private CrossSiteVerdict JudgeSameOrigin(SerializedOrigin origin) =>
        CrossSiteVerdict.Allow(CrossSiteReason.SameOrigin) with
        {
            // 'null' is no contradiction: a page with 'Referrer-Policy: no-referrer' sends it to itself.
            Inconsistent = origin.IsTuple && _publicOrigins.Length > 0 && !Holds(_publicOrigins, origin),
        };

    private CrossSiteVerdict JudgeForeignSite(SerializedOrigin origin, in CrossSiteDemand demand) =>
        IsTrusted(origin, demand)
            ? CrossSiteVerdict.Allow(CrossSiteReason.Trusted)
            : CrossSiteVerdict.Deny(CrossSiteReason.Site);

    private CrossSiteVerdict JudgeOrigin(HttpRequest request, SerializedOrigin origin, in CrossSiteDemand demand)
    {
        if (origin.IsOpaque)
        {
            return CrossSiteVerdict.Deny(CrossSiteReason.NullOrigin);
        }

        if (IsOwn(request, origin))
        {
            return CrossSiteVerdict.Allow(CrossSiteReason.Origin);
        }

        return IsTrusted(origin, demand)
            ? CrossSiteVerdict.Allow(CrossSiteReason.Trusted)
            : CrossSiteVerdict.Deny(CrossSiteReason.Origin);
    }

    private CrossSiteVerdict JudgeWithoutOrigin(HttpRequest request, in CrossSiteDemand demand)
    {
        var referer = request.Headers.Referer;
        if (referer.Count > 0)
        {
            var known = referer.Count == 1
                && SerializedOrigin.TryParseUrl(referer[0], out var origin)
                && (IsOwn(request, origin) || IsTrusted(origin, demand));
            return known
                ? CrossSiteVerdict.Allow(CrossSiteReason.Referer)
                : CrossSiteVerdict.Deny(CrossSiteReason.Referer);
        }

        var proof = request.Headers[ProofHeader];
        if (_acceptsProofHeader && proof.Count == 1 && string.Equals(proof[0], ProofValue, StringComparison.Ordinal))
        {
            return CrossSiteVerdict.Allow(CrossSiteReason.CustomHeader);
        }

        return demand.HasAmbientCredential || demand.IsSignIn
            ? CrossSiteVerdict.Deny(CrossSiteReason.NoEvidence)
            : CrossSiteVerdict.Allow(CrossSiteReason.NoCredential);
    }

    private bool IsTrusted(SerializedOrigin origin, in CrossSiteDemand demand) =>
        origin.IsTuple && (Holds(_trustedOrigins, origin) || IsListed(origin, demand));

    private bool IsOwn(HttpRequest request, SerializedOrigin origin) => _trustsOwnHost
        ? SerializedOrigin.TryParse(request.Scheme + "://" + request.Host.Value, out var own) && own == origin
        : Holds(_publicOrigins, origin);
}
