using System.Security.Claims;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Endpoints;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Keys;
using Sojourn.Lifetimes;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Everything that a host may choose. Safe by default; bound from the configuration section <c>Sojourn</c>.</summary>
/// <remarks>Read once, when the host starts; every fault is reported then, all at once.</remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/reference/options.md">Options</seealso>
public sealed class SojournOptions
{
    /// <summary>How long a session may go unused before it ends.</summary>
    /// <value>10 seconds to the absolute timeout. Default: 30 minutes. Short signs people out mid-task; long widens the use of a browser left open.</value>
    /// <remarks>Moved by activity only. Source: OWASP Session Management, Idle Timeout; ASVS 5.0 7.3.1.</remarks>
    public TimeSpan IdleTimeout { get; set; } = SessionPolicy.DefaultIdleTimeout;

    /// <summary>How long a session lives, used or not, counted from the sign-in.</summary>
    /// <value>At least the idle timeout, at most 400 days. Default: 12 hours. No path extends it.</value>
    /// <remarks>Source: OWASP Session Management, Absolute Timeout; ASVS 5.0 7.3.2.</remarks>
    public TimeSpan AbsoluteTimeout { get; set; } = SessionPolicy.DefaultAbsoluteTimeout;

    /// <summary>The idle timeout of a sign-in with "remember me".</summary>
    /// <value>10 seconds to the absolute timeout of such a sign-in. Default: null, the ordinary one: the cookie then survives the browser and nothing else changes.</value>
    public TimeSpan? RememberedIdleTimeout { get; set; }

    /// <summary>The absolute timeout of a sign-in with "remember me".</summary>
    /// <value>At most 400 days, which is what browsers keep. Default: null, the ordinary one.</value>
    public TimeSpan? RememberedAbsoluteTimeout { get; set; }

    /// <summary>How long before either deadline a page should warn.</summary>
    /// <value>Less than the idle timeout. Default: 2 minutes. Too short leaves no time to answer (WCAG 2.2, 2.2.1 asks for 20 seconds).</value>
    public TimeSpan WarningLead { get; set; } = SessionPolicy.DefaultWarningLead;

    /// <summary>How a sign-in travels: <c>Cookie</c>, an opaque token; <c>Sealed</c>, the session itself in an encrypted cookie; <c>Bearer</c>, an access token and a rotating refresh token.</summary>
    /// <value>Default: <c>Cookie</c>; right for React and API on one site. <c>Bearer</c> needs <c>Sojourn:Bearer:Issuer</c>.</value>
    /// <remarks>Expiry, revocation, audit and device list are the same for all.</remarks>
    public Carrier Carrier { get; set; } = Carrier.Cookie;

    /// <summary>The carriers that requests may bring besides <see cref="Carrier"/>, and that sessions may be moved to.</summary>
    /// <value>Default: none. A host of sealed cookies reads opaque ones as well, since a session that grows too large moves to one.</value>
    /// <remarks>Native apps beside a page of cookies: add <c>Bearer</c> and sign them in with <c>SetTokensInBody()</c>.</remarks>
    public IList<Carrier> FurtherCarriers { get; } = [];

    /// <summary>How long a self-contained credential (a sealed cookie, an access token) is believed without asking the store.</summary>
    /// <value>30 seconds to 1 hour. Default: 5 minutes. Long saves reads and lengthens what a leaked sealing key is worth.</value>
    public TimeSpan Lease { get; set; } = SessionPolicy.DefaultLease;

    /// <summary>Whether a lease is believed by a node that other nodes' changes do not reach at the moment.</summary>
    /// <value>Default: <c>Ask</c>, the store decides. <c>Believe</c> lets a revoked session go on for up to a lease; logged at start.</value>
    public LeaseWithoutFeed LeaseWithoutFeed { get; set; } = LeaseWithoutFeed.Ask;

    /// <summary>
    /// How long after the store's last confirmation a session goes on where the store cannot be asked, on endpoints marked with
    /// <c>AllowDuringOutage()</c>.
    /// </summary>
    /// <value>0 to 1 hour. Default: 0, off. Long lets a session that another node ended go on here through an outage. Logged at start.</value>
    public TimeSpan OutageLease { get; set; }

    /// <summary>How long parallel requests may still present the token before a rotation.</summary>
    /// <value>0 to 60 seconds. Default: 10 seconds. Long gives a thief time; zero refuses the other requests of a loading page.</value>
    public TimeSpan RotationGrace { get; set; } = SessionPolicy.DefaultRotationGrace;

    /// <summary>How long a node believes what it remembers when nothing reports changes to it.</summary>
    /// <value>0 to 5 minutes. Default: 5 seconds. It bounds how late a node without a change feed notices a revocation; zero asks the store at every request.</value>
    public TimeSpan StalenessBound { get; set; } = SessionPolicy.DefaultStalenessBound;

    /// <summary>How long ended sessions are kept, for the device list and for the answer to "why was I signed out?".</summary>
    /// <value>At least an hour. Default: 28 days. Long keeps personal data; short forgets why.</value>
    public TimeSpan TombstoneRetention { get; set; } = SessionPolicy.DefaultTombstoneRetention;

    /// <summary>How often this node sweeps.</summary>
    /// <value>1 second to 1 day. Default: 1 minute. Expiry does not depend on it; only tombstones and reports wait for it.</value>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many sessions this node remembers.</summary>
    /// <value>8 to 16777216. Default: 131072, about 60 MB when full. A session that is not remembered costs one store read.</value>
    public int NearCacheCapacity { get; set; } = SessionPolicy.DefaultNearCacheCapacity;

    /// <summary>Limits of concurrent sessions per person, by kind of session.</summary>
    /// <value>Default: none. The kind of a browser is <c>browser</c>.</value>
    public IDictionary<string, KindLimitOptions> Limits { get; } =
        new Dictionary<string, KindLimitOptions>(StringComparer.Ordinal);

    /// <summary>The claim types that hold the subject; the first that is present counts.</summary>
    /// <value>Default, when empty: the name identifier claim, then <c>sub</c>.</value>
    public IList<string> SubjectClaimTypes { get; } = [];

    /// <summary>What a sign-out asks the browser to clear besides the cookie: <c>cache</c>, <c>cookies</c>, <c>storage</c>.</summary>
    /// <value>Default: nothing. <c>cookies</c> clears those of the whole registrable domain; <c>cache</c> may take seconds in Chrome.</value>
    public IList<string> ClearSiteData { get; } = [];

    /// <summary>Keeps whole addresses in device lists instead of network prefixes.</summary>
    /// <value>Default: false. A whole address is personal data in most laws; say so in your privacy notice. Logged at start.</value>
    public bool KeepFullAddresses { get; set; }

    /// <summary>The cookie that carries the session token.</summary>
    public SessionCookieOptions Cookie { get; } = new();

    /// <summary>The keys that stamp, seal and sign.</summary>
    public KeyOptions Keys { get; } = new();

    /// <summary>Who issues access tokens, and for whom.</summary>
    public BearerOptions Bearer { get; } = new();

    /// <summary>Who may make unsafe requests.</summary>
    public CsrfOptions Csrf { get; } = new();

    /// <summary>What the page may know.</summary>
    public PageOptions Page { get; } = new();

    /// <summary>The device list.</summary>
    public DeviceListOptions Devices { get; } = new();

    /// <summary>How the deployment measures its own revocations.</summary>
    public CanaryOptions Canary { get; } = new();

    /// <summary>Callbacks. Not bound from configuration.</summary>
    public SojournEvents Events { get; set; } = new();

    /// <summary>Whether sessions can travel in a way here.</summary>
    internal bool Has(Carrier carrier) =>
        Carrier == carrier || FurtherCarriers.Contains(carrier) || (carrier == Carrier.Cookie && Carrier == Carrier.Sealed);

    internal IEnumerable<string> EffectiveSubjectClaimTypes =>
        SubjectClaimTypes.Count > 0 ? SubjectClaimTypes : [ClaimTypes.NameIdentifier, "sub"];
}
