namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>What became of a text that was presented as an access token. For logs and for the refresh; a browser is told none of it.</summary>
internal enum AccessTokenReading
{
    /// <summary>Not a token that any Sojourn writes: length, alphabet, header, types, a missing or a doubled member.</summary>
    Malformed = 0,

    /// <summary>Genuine, for us, and within its lease. Whether the session still lives is the carrier's next question.</summary>
    Valid,

    /// <summary>The shape is right and this node does not know the key (yet).</summary>
    UnknownKey,

    /// <summary>The signature is not the named key's, or the algorithm is not.</summary>
    Forged,

    /// <summary>Genuine, but of another issuer, for another audience, or with a longer lease than is given here.</summary>
    Foreign,

    /// <summary>Genuine, but issued in a future that no clock skew explains.</summary>
    Premature,

    /// <summary>Genuine, and its lease has lapsed.</summary>
    Expired,
}
