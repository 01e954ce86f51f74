namespace Sojourn.Keys;

/// <summary>How access tokens are signed. One key serves one algorithm.</summary>
/// <remarks>The numbers are stored; they are never reused. Source: RFC 7518 section 3.1; RFC 8725 section 3.1.</remarks>
public enum SigningAlgorithm
{
    /// <summary>No algorithm; never stored and never accepted.</summary>
    None = 0,

    /// <summary>ECDSA with P-256 and SHA-256: small, fast to sign, read by every library. The default.</summary>
    ES256 = 1,

    /// <summary>RSASSA-PSS with SHA-256, 3072 bits.</summary>
    PS256 = 2,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, 3072 bits: what RFC 9068 section 2.1 asks every resource server to read.</summary>
    RS256 = 3,
}
