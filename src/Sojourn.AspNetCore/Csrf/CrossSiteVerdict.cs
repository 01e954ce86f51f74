namespace Sojourn.AspNetCore.Csrf;

/// <summary>Whether a request may act with what the browser sent by itself. <c>default</c> is a refusal.</summary>
internal readonly struct CrossSiteVerdict
{
    public bool Allowed { get; private init; }

    public CrossSiteReason Reason { get; private init; }

    /// <summary>
    /// The headers contradict one another in a way no browser produces: allowed, but worth an audit event.
    /// </summary>
    public bool Inconsistent { get; init; }

    public static CrossSiteVerdict Allow(CrossSiteReason reason) => new() { Allowed = true, Reason = reason };

    public static CrossSiteVerdict Deny(CrossSiteReason reason) => new() { Reason = reason };

    public override string ToString() => (Allowed ? "allow " : "deny ") + CrossSiteReasonNames.Of(Reason);
}
