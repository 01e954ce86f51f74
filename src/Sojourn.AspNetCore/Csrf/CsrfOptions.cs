namespace Sojourn.AspNetCore.Csrf;

/// <summary>Who may make unsafe requests that an ambient credential could authenticate.</summary>
public sealed class CsrfOptions
{
    /// <summary>The origins at which browsers see this application, as scheme, host and port.</summary>
    /// <value>
    /// Default: none. Then, in Development, the request's own scheme and host count; elsewhere, browsers that send
    /// <c>Sec-Fetch-Site</c> (all since 2023) need none, and older ones are refused.
    /// </value>
    /// <example>https://app.example.com</example>
    public IList<string> PublicOrigins { get; } = [];

    /// <summary>Other origins whose pages may act here with the person's session.</summary>
    /// <value>Default: none. Each one is trusted like this application itself.</value>
    public IList<string> TrustedOrigins { get; } = [];

    /// <summary>Takes the request's own scheme and host as this application's origin outside Development as well.</summary>
    /// <value>Default: false. Right only where no proxy is in front; behind one they are the proxy's word.</value>
    public bool TrustOwnHost { get; set; }
}
