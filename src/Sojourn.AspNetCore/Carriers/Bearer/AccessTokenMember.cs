namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>The top-level members of an access token whose meaning is fixed.</summary>
internal enum AccessTokenMember
{
    /// <summary>A claim of the host.</summary>
    Further = -1,

    /// <summary><c>iss</c>.</summary>
    Issuer,

    /// <summary><c>sub</c>.</summary>
    Subject,

    /// <summary><c>aud</c>.</summary>
    Audience,

    /// <summary><c>exp</c>.</summary>
    ExpiresAt,

    /// <summary><c>nbf</c>: read, never written.</summary>
    NotBefore,

    /// <summary><c>iat</c>.</summary>
    IssuedAt,

    /// <summary><c>jti</c>.</summary>
    Id,

    /// <summary><c>client_id</c>.</summary>
    ClientId,

    /// <summary><c>sid</c>.</summary>
    SessionId,

    /// <summary><c>auth_time</c>.</summary>
    ProvedAt,

    /// <summary><c>amr</c>.</summary>
    Methods,

    /// <summary><c>acr</c>.</summary>
    Assurance,

    /// <summary><c>sojourn</c>: what only Sojourn's own nodes read.</summary>
    Session,

    /// <summary><c>cnf</c>: a token bound to a key. Refused: nobody here would check the binding.</summary>
    Confirmation,

    /// <summary><c>nonce</c>: the mark of an ID token. Refused.</summary>
    Nonce,

    /// <summary><c>events</c>: the mark of a logout token or a security event. Refused.</summary>
    Events,
}
