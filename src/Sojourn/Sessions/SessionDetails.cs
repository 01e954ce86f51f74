namespace Sojourn.Sessions;

/// <summary>The facts of a session that no store conditions or sorts on.</summary>
internal sealed record SessionDetails
{
    public required Carrier Carrier { get; init; }

    public required ClientContext Client { get; init; }

    public required SessionProof Proof { get; init; }

    /// <summary>The proof before the last rise of privilege: what the generation before the current one is worth.</summary>
    public SessionProof? ProofBefore { get; init; }

    /// <summary>The name that the person gave this device.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Whether the cookie outlives the browser ("remember me").</summary>
    public bool IsPersistent { get; init; }

    /// <summary>Whether a refresh token travels in bodies, as native apps have it, and never in a cookie.</summary>
    public bool HasRefreshInBody { get; init; }

    /// <summary>Whether the page reports activity itself, so that only a request marked as the person's renews.</summary>
    public bool ReportsActivity { get; init; }
}
