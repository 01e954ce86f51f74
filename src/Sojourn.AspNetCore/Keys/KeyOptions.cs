using Sojourn.Keys;

namespace Sojourn.AspNetCore.Keys;

/// <summary>The keys that stamp, seal and sign.</summary>
/// <remarks>Bound from <c>Sojourn:Keys</c>.</remarks>
/// <seealso href="https://github.com/sojourn/sojourn/blob/main/docs/operate/key-ring.md">The key ring</seealso>
public sealed class KeyOptions
{
    /// <summary>How access tokens are signed by keys that are made from now on.</summary>
    /// <value>Default: <c>ES256</c>. <c>RS256</c> or <c>PS256</c> for services that read nothing else. Ed25519 is not in .NET 10.</value>
    public SigningAlgorithm SigningAlgorithm { get; set; } = SigningAlgorithm.ES256;

    /// <summary>How long a key makes new tokens before the next one takes its place.</summary>
    /// <value>7 to 365 days, the same on every node. Default: 90 days. Long widens what one leak is worth; short lengthens the ring.</value>
    public TimeSpan ActiveFor { get; set; } = KeySchedule.DefaultActiveFor;

    /// <summary>The key-encryption key, for a host that keeps the Data Protection keys in the session store.</summary>
    /// <value>Base64 of at least 32 random bytes; the same on every node, from a secret store and never from a file beside the data. Default: none.</value>
    public string? Secret { get; set; }
}
